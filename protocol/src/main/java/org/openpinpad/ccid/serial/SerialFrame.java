// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.serial;

import java.nio.ByteBuffer;

/** Writes the frames of a serial CCID line. */
public final class SerialFrame {
    /** First byte of every frame. */
    public static final byte SYNC = 0x03;
    /** Second byte in front of a message. */
    public static final byte ACK = 0x06;
    /** Second byte of the three-byte frame that asks for a repeat. */
    public static final byte NAK = 0x15;
    /** Bytes that a frame adds to its message. */
    public static final int OVERHEAD = 3;

    private SerialFrame() {}

    /** Writes the frame of {@code message} (position to limit) at the position of {@code out}. */
    public static void write(ByteBuffer message, ByteBuffer out) {
        int begin = out.position();
        out.put(SYNC).put(ACK).put(message.duplicate());
        out.put(lrc(out, begin, out.position()));
    }

    /** The check byte of a frame: the exclusive or of its bytes from {@code from} to before {@code to}. */
    public static byte lrc(ByteBuffer frame, int from, int to) {
        byte lrc = 0;
        for (int i = from; i < to; i++) {
            lrc ^= frame.get(i);
        }
        return lrc;
    }

    /** Writes the frame that asks for a repeat. */
    public static void writeNak(ByteBuffer out) {
        out.put(SYNC).put(NAK).put((byte) (SYNC ^ NAK));
    }
}
