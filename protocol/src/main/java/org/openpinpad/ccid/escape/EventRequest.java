// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.escape;

import static org.openpinpad.ccid.message.LittleEndian.put32;
import static org.openpinpad.ccid.message.LittleEndian.u32;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;

/** abData of an Escape that asks for events: {@code 4F 50 01} and the number of the first one wanted, little-endian. */
public final class EventRequest {

    /** What {@link #parse} says of anything else. */
    public static final long NONE = -1;

    /** Bytes of abData. */
    public static final int LENGTH = 7;

    /** "OP", and 01 for the event log. */
    static final int[] TAG = {0x4F, 0x50, 0x01};

    private EventRequest() {}

    /** The number of the first event wanted, 0 to 2^32 - 1, or {@link #NONE}. */
    public static long parse(ByteBuffer abData) {
        return abData.remaining() == LENGTH && hasTag(abData) ? u32(abData, abData.position() + TAG.length) : NONE;
    }

    /** abData for events from {@code first} on. */
    public static ByteBuffer of(long first) {
        ByteBuffer abData = ByteBuffer.allocate(LENGTH);
        for (int value : TAG) {
            abData.put((byte) value);
        }
        put32(abData, TAG.length, first);
        return abData.rewind();
    }

    static boolean hasTag(ByteBuffer abData) {
        boolean same = abData.remaining() >= TAG.length;
        for (int i = 0; same && i < TAG.length; i++) {
            same = u8(abData, abData.position() + i) == TAG[i];
        }
        return same;
    }
}
