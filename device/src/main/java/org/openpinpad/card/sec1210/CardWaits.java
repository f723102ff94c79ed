// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import static org.openpinpad.iso7816.Atr.NO_BYTE;

import org.openpinpad.ccid.message.SlotParameters;
import org.openpinpad.iso7816.Atr;

/**
 * How long the chip may be silent while the card works, in nanoseconds: the card's own waiting time, which the chip keeps,
 * and room for what crosses both lines.
 *
 * @param waitNs T=1: the block waiting time BWT (ISO/IEC 7816-3 §11.4.3); T=0: the waiting time WT (§10.2)
 * @param lineNs what the longest TPDU and its answer take on the card's line and on the chip's
 */
record CardWaits(long waitNs, long lineNs) {

    /** SEC1210: dwDefaultClock. */
    private static final long CLOCK_HZ = 4_800_000;

    private static final long NS_PER_S = 1_000_000_000;
    private static final long SLACK_NS = NS_PER_S / 2;
    private static final int FD = 372;
    private static final int WT_FACTOR = 960;
    private static final int MOST_BWI = 9;
    private static final int CHARACTERS = 2 * Chip.MOST_DATA;
    private static final int ETU_EACH = 12;
    private static final int DEFAULT_BWI = 4;
    private static final int DEFAULT_WI = 10;
    /** Clock cycles an etu at the default rate; no rate of the standard is slower than 2048. */
    private static final int SLOWEST_ETU = 2048;

    static CardWaits of(Atr atr, SlotParameters parameters) {
        long lineNs = cycles((long) CHARACTERS * ETU_EACH * SLOWEST_ETU);
        if (parameters.protocolNum() == 1) {
            int tb = atr.firstForT1().tb();
            int bwi = tb == NO_BYTE ? DEFAULT_BWI : Math.min(tb >>> 4, MOST_BWI);
            return new CardWaits(cycles(((long) WT_FACTOR << bwi) * FD), lineNs);
        }
        int tc2 = atr.levels().size() > 1 ? atr.levels().get(1).tc() : NO_BYTE;
        int wi = tc2 == NO_BYTE ? DEFAULT_WI : tc2;
        return new CardWaits(cycles((long) wi * WT_FACTOR * SLOWEST_ETU), lineNs);
    }

    private static long cycles(long count) {
        return count * NS_PER_S / CLOCK_HZ;
    }

    /** For one TPDU whose answer may take the multiple of the card's waiting time. */
    long forTpdu(int multiplier) {
        return waitNs * multiplier + lineNs + SLACK_NS;
    }
}
