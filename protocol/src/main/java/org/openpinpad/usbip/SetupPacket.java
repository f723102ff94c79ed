// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

import static org.openpinpad.ccid.message.LittleEndian.put16;
import static org.openpinpad.ccid.message.LittleEndian.u16;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;

/**
 * The setup packet of a control transfer (USB 2.0 §9.3), little-endian.
 *
 * @param requestType bmRequestType: bit 7 to the host; bits 5-6 standard, class, vendor; bits 0-4 recipient
 * @param request bRequest
 * @param value wValue
 * @param index wIndex
 * @param length wLength
 */
public record SetupPacket(int requestType, int request, int value, int index, int length) {
    public static final int LENGTH = 8;
    /** What stands in its place in the commands of other transfers. */
    public static final SetupPacket NONE = new SetupPacket(0, 0, 0, 0, 0);

    /** Whether the data stage goes to the host. */
    public boolean toHost() {
        return (requestType & 0x80) != 0;
    }

    static SetupPacket parse(ByteBuffer in, int at) {
        return new SetupPacket(u8(in, at), u8(in, at + 1), u16(in, at + 2), u16(in, at + 4), u16(in, at + 6));
    }

    /** Writes {@link #LENGTH} bytes at {@code at}, leaving position and limit alone. */
    public void write(ByteBuffer out, int at) {
        out.put(at, (byte) requestType).put(at + 1, (byte) request);
        put16(out, at + 2, value);
        put16(out, at + 4, index);
        put16(out, at + 6, length);
    }
}
