// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.openpinpad.simulator.card.Terminal;

class PinReferencesTest {

    private static final String PIN_STATUS = "00 CA 00 C4 00";

    private final OpenPgpCard openPgp = OpenPgpCard.inMemory(Lengths.EXTENDED);
    private final Terminal card = new Terminal(openPgp);

    private void exchange(String command, String expected) {
        assertEquals(expected, card.send(command), command);
    }

    @Test
    void threeWrongTriesBlockPw1AndTheRightPinComesTooLate() {
        exchange(Pins.WRONG_USER, "63c2");
        exchange(Pins.WRONG_USER, "63c1");
        exchange("00 20 00 82", "63c1");
        exchange(Pins.WRONG_USER, "63c0");
        exchange(Pins.VERIFY_USER, "6983");
        exchange(Pins.VERIFY_SIGN, "6983");
        exchange("00 20 00 82", "63c0");
        exchange("00 24 00 81 0C 313233343536 363534333231", "6983");
        exchange(PIN_STATUS, "007f7f7f0000039000");
    }

    @Test
    void theRightPinGivesAllTriesBack() {
        exchange(Pins.WRONG_USER, "63c2");
        exchange(Pins.WRONG_USER, "63c1");
        exchange(Pins.VERIFY_USER, "9000");
        exchange(Pins.WRONG_USER, "63c2");
        exchange(PIN_STATUS, "007f7f7f0200039000");
    }

    @Test
    void bothUsesOfPw1ShareItsTriesButNotItsStatus() {
        exchange(Pins.VERIFY_SIGN, "9000");
        exchange(Pins.WRONG_USER, "63c2");
        exchange("00 20 00 81", "9000");
        exchange("00 20 00 82", "63c2");
    }

    @Test
    void aWrongTryTakesTheStatusAway() {
        exchange(Pins.VERIFY_ADMIN, "9000");
        exchange(Pins.WRONG_ADMIN, "63c2");
        exchange("00 20 00 83", "63c2");
        exchange("00 DA 00 5B 01 41", "6982");
    }

    @Test
    void aPinLongerThanAnyIsRefusedWithoutATry() {
        exchange("00 20 00 82 80" + "31".repeat(128), "6700");
        exchange("00 20 00 82", "63c3");
        exchange("00 20 00 82 7F" + "31".repeat(127), "63c2");
    }

    @Test
    void p1FfAndResetAndSelectForgetTheStatus() {
        exchange(Pins.VERIFY_USER, "9000");
        exchange("00 20 FF 82", "9000");
        exchange("00 20 00 82", "63c3");
        exchange(Pins.VERIFY_USER, "9000");
        exchange("00 A4 04 00 06 D27600012401", "9000");
        exchange("00 20 00 82", "63c3");
        exchange(Pins.VERIFY_USER, "9000");
        openPgp.reset();
        exchange("00 20 00 82", "63c3");
    }

    @Test
    void aFailedSelectLeavesTheStatus() {
        exchange(Pins.VERIFY_USER, "9000");
        exchange("00 A4 04 00 05 A000000308", "6a82");
        exchange("00 20 00 82", "9000");
    }

    @Test
    void changeIsSplitByTheStoredLengthOfTheOldPin() {
        exchange("00 24 00 81 0E 313233343536 3132333435363738", "9000");
        exchange(Pins.VERIFY_USER, "63c2");
        exchange("00 20 00 82 08 3132333435363738", "9000");
        exchange("00 24 00 81 0E 3132333435363738 363534333231", "9000");
        exchange("00 20 00 82 06 363534333231", "9000");
    }

    @Test
    void aWrongOldPinCostsATryAndChangesNothing() {
        exchange("00 24 00 81 0C 393939393939 363534333231", "63c2");
        exchange("00 24 00 83 10 3939393939393939 3837363534333231", "63c2");
        exchange(PIN_STATUS, "007f7f7f0200029000");
        exchange(Pins.VERIFY_USER, "9000");
        exchange(Pins.VERIFY_ADMIN, "9000");
    }

    @Test
    void aNewPinThatIsTooLongIsRefused() {
        exchange("00 24 00 81 86 313233343536" + "31".repeat(128), "6a80");
        exchange("00 24 00 81 85 313233343536" + "31".repeat(127), "9000");
        exchange("00 20 00 81 7F" + "31".repeat(127), "9000");
    }

    @Test
    void theAdministratorUnblocksPw1() {
        for (int i = 0; i < 3; i++) {
            card.send(Pins.WRONG_USER);
        }
        exchange(Pins.VERIFY_ADMIN, "9000");
        exchange("00 2C 02 81 07 37373737373737", "9000");
        exchange("00 20 00 82 07 37373737373737", "9000");
    }

    @Test
    void theResettingCodeUnblocksPw1UntilItIsBlockedItself() {
        exchange(Pins.VERIFY_ADMIN, "9000");
        exchange("00 DA 00 D3 08 3535353535353535", "9000");
        exchange(PIN_STATUS, "007f7f7f0303039000");
        exchange("00 2C 00 81 0E 3535353535353535 363636363636", "9000");
        exchange("00 20 00 82 06 363636363636", "9000");
        exchange("00 2C 00 81 0E 3535353535353534 363636363636", "63c2");
        exchange("00 2C 00 81 0E 3535353535353534 363636363636", "63c1");
        exchange("00 2C 00 81 0E 3535353535353534 363636363636", "63c0");
        exchange("00 2C 00 81 0E 3535353535353535 363636363636", "6983");
        exchange(PIN_STATUS, "007f7f7f0300039000");
    }

    @Test
    void anEmptyResettingCodeRemovesIt() {
        exchange(Pins.VERIFY_ADMIN, "9000");
        exchange("00 DA 00 D3 08 3535353535353535", "9000");
        exchange("00 DA 00 D3", "9000");
        exchange("00 2C 00 81 06 363636363636", "6983");
    }
}
