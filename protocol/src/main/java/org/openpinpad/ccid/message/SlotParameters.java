// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.openpinpad.iso7816.Atr.NO_BYTE;

import java.nio.ByteBuffer;
import org.openpinpad.iso7816.Atr;

/**
 * The protocol parameters that a slot works with, as PC_to_RDR_SetParameters sets them and RDR_to_PC_Parameters tells them
 * (CCID 1.1 §6.1.7, §6.2.3).
 *
 * @param protocolNum bProtocolNum, 0 or 1
 * @param structure abProtocolDataStructure: 5 bytes for T=0, 7 for T=1
 */
public record SlotParameters(int protocolNum, ByteBuffer structure) {

    public static final int T0_LENGTH = 5;
    public static final int T1_LENGTH = 7;

    private static final int DEFAULT_FI_DI = 0x11;
    private static final int DEFAULT_WI = 10;
    private static final int DEFAULT_BWI_CWI = 0x4D;
    private static final int DEFAULT_IFSC = 32;
    private static final int T1_FIXED_BITS = 0x10;
    private static final int INVERSE = 0x02;

    /** What ISO/IEC 7816-3 prescribes before anything else is known. */
    public static final SlotParameters DEFAULT = t0(DEFAULT_FI_DI, false, 0, DEFAULT_WI);

    /** What the ATR asks for. */
    public static SlotParameters of(Atr atr) {
        Atr.Level first = atr.first();
        int fiDi = or(first.ta(), DEFAULT_FI_DI);
        int guard = or(first.tc(), 0);
        if (atr.firstProtocol() != 1) {
            int wi = atr.levels().size() > 1 ? or(atr.levels().get(1).tc(), DEFAULT_WI) : DEFAULT_WI;
            return t0(fiDi, atr.inverse(), guard, wi);
        }
        Atr.Level t1 = atr.firstForT1();
        int check = t1.tc() != NO_BYTE ? t1.tc() & 1 : 0;
        int convention = T1_FIXED_BITS | (atr.inverse() ? INVERSE : 0) | check;
        byte[] bytes = {
            (byte) fiDi,
            (byte) convention,
            (byte) guard,
            (byte) or(t1.tb(), DEFAULT_BWI_CWI),
            0, // bClockStop: not allowed
            (byte) or(t1.ta(), DEFAULT_IFSC),
            0 // bNadValue
        };
        return new SlotParameters(1, ByteBuffer.wrap(bytes));
    }

    /** bmFindexDindex, as TA1 of an ATR. */
    public int fiDi() {
        return structure.get(structure.position()) & 0xFF;
    }

    /** The same with another bmFindexDindex. */
    public SlotParameters withFiDi(int fiDi) {
        ByteBuffer bytes = ByteBuffer.allocate(structure.capacity())
                .put(structure.duplicate())
                .flip();
        return new SlotParameters(protocolNum, bytes.put(0, (byte) fiDi));
    }

    private static SlotParameters t0(int fiDi, boolean inverse, int guard, int wi) {
        byte[] bytes = {(byte) fiDi, (byte) (inverse ? INVERSE : 0), (byte) guard, (byte) wi, 0};
        return new SlotParameters(0, ByteBuffer.wrap(bytes));
    }

    private static int or(int value, int absent) {
        return value == NO_BYTE ? absent : value;
    }
}
