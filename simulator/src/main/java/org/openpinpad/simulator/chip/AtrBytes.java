// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.io.ByteArrayOutputStream;

/** Answers to reset (ISO/IEC 7816-3 §8.2) with the historical bytes of another one. */
final class AtrBytes {

    private static final int TS = 0x3B;
    private static final int TA_FOLLOWS = 0x10;
    private static final int TD_FOLLOWS = 0x80;

    private AtrBytes() {}

    /** T=0 alone: TA1, and no TCK. */
    static byte[] t0(byte[] inner, int fiDi) {
        byte[] historical = historical(inner);
        ByteArrayOutputStream atr = new ByteArrayOutputStream();
        atr.write(TS);
        atr.write(TA_FOLLOWS | historical.length);
        atr.write(fiDi);
        atr.writeBytes(historical);
        return atr.toByteArray();
    }

    /** T=1: TA1, TD1, TD2, TA3 (IFSC), TB3 (BWI, CWI), TC3 (CRC or LRC), and TCK. */
    static byte[] t1(byte[] inner, T1Settings settings) {
        byte[] historical = historical(inner);
        ByteArrayOutputStream atr = new ByteArrayOutputStream();
        atr.write(TS);
        atr.write(TD_FOLLOWS | TA_FOLLOWS | historical.length);
        atr.write(settings.fiDi());
        atr.write(TD_FOLLOWS | 1);
        atr.write(0x70 | 1);
        atr.write(settings.ifsc());
        atr.write(settings.bwi() << 4 | settings.cwi());
        atr.write(settings.crc() ? 1 : 0);
        atr.writeBytes(historical);
        int tck = 0;
        for (int i = 1; i < atr.size(); i++) {
            tck ^= atr.toByteArray()[i];
        }
        atr.write(tck);
        return atr.toByteArray();
    }

    private static byte[] historical(byte[] atr) {
        int at = 2;
        boolean tck = false;
        int td = atr[1];
        while (true) {
            at += Integer.bitCount(td & 0xF0);
            if ((td & TD_FOLLOWS) == 0) {
                break;
            }
            td = atr[at - 1];
            tck |= (td & 0x0F) != 0;
        }
        byte[] historical = new byte[atr.length - at - (tck ? 1 : 0)];
        System.arraycopy(atr, at, historical, 0, historical.length);
        return historical;
    }
}
