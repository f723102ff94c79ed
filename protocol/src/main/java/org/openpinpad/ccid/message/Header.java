// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import java.nio.ByteBuffer;

/** The ten bytes in front of every bulk message (CCID 1.1 §6.1, §6.2): where each field stands and how it is written. */
public final class Header {
    /** Bytes of the header. */
    public static final int LENGTH = 10;

    /** Offset of bMessageType. */
    public static final int MESSAGE_TYPE = 0;
    /** Offset of dwLength, the bytes behind the header. */
    public static final int DW_LENGTH = 1;
    /** Offset of bSlot. */
    public static final int SLOT = 5;
    /** Offset of bSeq. */
    public static final int SEQ = 6;
    /** Offset of the first of three bytes that belong to the message; bStatus in every answer. */
    public static final int SPECIFIC = 7;

    private Header() {}

    /** bMessageType of the message at the buffer's position. */
    public static int messageType(ByteBuffer message) {
        return LittleEndian.u8(message, message.position() + MESSAGE_TYPE);
    }

    /** dwLength of the message at the buffer's position, 0 to 2^32 - 1. */
    public static long dwLength(ByteBuffer message) {
        return LittleEndian.u32(message, message.position() + DW_LENGTH);
    }

    /** Writes a header at {@code index}, leaving position and limit alone; {@code b7} to {@code b9} are the message's own. */
    public static void put(
            ByteBuffer out, int index, int messageType, int dwLength, int slot, int seq, int b7, int b8, int b9) {
        out.put(index + MESSAGE_TYPE, (byte) messageType);
        LittleEndian.put32(out, index + DW_LENGTH, dwLength);
        out.put(index + SLOT, (byte) slot).put(index + SEQ, (byte) seq);
        out.put(index + SPECIFIC, (byte) b7).put(index + SPECIFIC + 1, (byte) b8);
        out.put(index + SPECIFIC + 2, (byte) b9);
    }
}
