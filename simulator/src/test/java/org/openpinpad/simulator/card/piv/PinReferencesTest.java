// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import org.junit.jupiter.api.Test;

/** What remains after a command on PIN and PUK (SP 800-73-4 part 2 §3.2.1 to §3.2.3). */
class PinReferencesTest {

    private final PivTerminal card = new PivTerminal(PivCard.inMemory());

    @Test
    void whatIsNoPinCostsNoTryAndLeavesTheStatus() {
        card.verify();
        card.exchange("00 20 00 80 06 313233343536", "6a80");
        card.exchange("00 20 00 80 08 3132333435FFFFFF", "6a80");
        card.exchange("00 20 00 80", "9000");
    }

    @Test
    void aWrongPinEndsTheStatusAndARightOneGivesAllTriesBack() {
        card.verify();
        card.exchange(PivTerminal.WRONG_PIN, "63c2");
        card.exchange("00 20 00 80", "63c2");
        card.verify();
        card.exchange("00 20 FF 80", "9000");
        card.exchange("00 20 00 80", "63c3");
    }

    @Test
    void forgettingLeavesTheTries() {
        card.exchange(PivTerminal.WRONG_PIN, "63c2");
        card.exchange("00 20 FF 80", "9000");
        card.exchange("00 20 00 80", "63c2");
    }

    @Test
    void aChangedPinIsVerifiedAndTheOldOneIsWrong() {
        card.exchange("00 24 00 80 10 313233343536FFFF 3635343332313030", "9000");
        card.exchange("00 20 00 80", "9000");
        card.exchange(PivTerminal.VERIFY, "63c2");
        card.exchange("00 20 00 80 08 3635343332313030", "9000");
    }

    @Test
    void aChangeWithAWrongPinEndsTheStatusAndChangesNothing() {
        card.verify();
        card.exchange("00 24 00 80 10 393939393939FFFF 363534333231FFFF", "63c2");
        card.exchange("00 20 00 80", "63c2");
        card.verify();
    }

    @Test
    void theNewPukCountsAndThePinsStatusStaysAsItWas() {
        card.exchange("00 24 00 81 10 3132333435363738 4142434445464748", "9000");
        card.exchange("00 20 00 80", "63c3");
        card.exchange("00 2C 00 80 10 3132333435363738 363534333231FFFF", "63c2");
        card.verify();
        card.exchange("00 2C 00 80 10 4142434445464748 363534333231FFFF", "9000");
        card.exchange("00 20 00 80", "9000");
        card.exchange("00 20 00 80 08 363534333231FFFF", "9000");
    }

    @Test
    void thePukUnblocksThePinAndBlocksItself() {
        for (String left : new String[] {"63c2", "63c1", "63c0", "6983"}) {
            card.exchange(PivTerminal.WRONG_PIN, left);
        }
        for (String left : new String[] {"63c2", "63c1"}) {
            card.exchange("00 2C 00 80 10 3939393939393939 363534333231FFFF", left);
        }
        card.exchange("00 2C 00 80 10 3132333435363738 363534333231FFFF", "9000");
        card.exchange("00 20 00 80", "63c3");
        for (String left : new String[] {"63c2", "63c1", "63c0", "6983"}) {
            card.exchange("00 2C 00 80 10 3939393939393939 363534333231FFFF", left);
        }
        card.exchange("00 2C 00 80 10 3132333435363738 363534333231FFFF", "6983");
        card.exchange("00 24 00 81 10 3132333435363738 4142434445464748", "6983");
    }

    @Test
    void aPinMayComeInAChain() {
        card.exchange("10 20 00 80 03 313233", "9000");
        card.exchange("00 20 00 80 05 343536FFFF", "9000");
        card.exchange("00 20 00 80", "9000");
    }
}
