// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import org.openpinpad.ccid.message.SlotParameters;
import org.openpinpad.iso7816.AtrParameters;

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
    private static final int CHARACTERS = 2 * Chip.MOST_DATA;
    private static final int ETU_EACH = 12;

    static CardWaits of(AtrParameters card, SlotParameters parameters) {
        int fiDi = parameters.fiDi();
        long lineNs = CHARACTERS * ETU_EACH * AtrParameters.etuNs(fiDi, CLOCK_HZ);
        long waitNs = parameters.protocolNum() == 1
                ? card.blockWaitingTimeNs(fiDi, CLOCK_HZ)
                : card.waitingTimeNs(fiDi, CLOCK_HZ);
        return new CardWaits(waitNs, lineNs);
    }

    /** For one TPDU whose answer may take the multiple of the card's waiting time. */
    long forTpdu(int multiplier) {
        return waitNs * multiplier + lineNs + SLACK_NS;
    }
}
