// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.nio.ByteBuffer;

/** The error detection code at the end of a block of T=1 (ISO/IEC 7816-3 §11.3.4). */
public enum Epilogue {
    /** The exclusive or of all bytes before it. */
    LRC(1) {
        @Override
        int of(ByteBuffer block, int from, int to) {
            int lrc = 0;
            for (int i = from; i < to; i++) {
                lrc ^= block.get(i);
            }
            return lrc & 0xFF;
        }
    },
    /** The 16-bit code of ISO/IEC 13239, high byte first. */
    CRC(2) {
        @Override
        int of(ByteBuffer block, int from, int to) {
            int crc = 0xFFFF;
            for (int i = from; i < to; i++) {
                crc ^= block.get(i) & 0xFF;
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    crc = (crc & 1) != 0 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
                }
            }
            return crc;
        }
    };

    /** x^16 + x^12 + x^5 + 1, the lowest power in the highest bit. */
    private static final int POLYNOMIAL = 0x8408;

    private final int length;

    Epilogue(int length) {
        this.length = length;
    }

    /** Bytes of the code: 1 or 2. */
    public int length() {
        return length;
    }

    abstract int of(ByteBuffer block, int from, int to);

    /** Writes the code of all bytes before the position at the position. */
    void append(ByteBuffer block) {
        int code = of(block, 0, block.position());
        if (length == 2) {
            block.put((byte) (code >>> Byte.SIZE));
        }
        block.put((byte) code);
    }

    /** Whether the block from position to limit ends with its code. */
    boolean agrees(ByteBuffer block) {
        int end = block.limit() - length;
        int found = block.get(end) & 0xFF;
        if (length == 2) {
            found = found << Byte.SIZE | (block.get(end + 1) & 0xFF);
        }
        return found == of(block, block.position(), end);
    }
}
