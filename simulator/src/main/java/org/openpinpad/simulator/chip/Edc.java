// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.util.Arrays;

/** The error detection code of T=1 (ISO/IEC 7816-3 §11.3.4), by table-free textbook division. */
final class Edc {

    private Edc() {}

    static byte[] append(byte[] block, boolean crc) {
        byte[] out = Arrays.copyOf(block, block.length + (crc ? 2 : 1));
        int code = crc ? crc(block) : lrc(block);
        out[out.length - 1] = (byte) code;
        if (crc) {
            out[out.length - 2] = (byte) (code >>> 8);
        }
        return out;
    }

    private static int lrc(byte[] block) {
        int lrc = 0;
        for (byte value : block) {
            lrc ^= value;
        }
        return lrc;
    }

    /** x^16 + x^12 + x^5 + 1 over the bits as they go over the line, lowest first, from a register of ones. */
    private static int crc(byte[] block) {
        int register = 0xFFFF;
        for (int bit = 0; bit < 8 * block.length; bit++) {
            boolean out = ((register ^ block[bit / 8] >>> bit % 8) & 1) != 0;
            register = (register >>> 1) ^ (out ? 0x8408 : 0);
        }
        return register;
    }
}
