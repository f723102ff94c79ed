// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.pin.PinPadRig.S;
import static org.openpinpad.pin.PinPadRig.VERIFY;
import static org.openpinpad.pin.PinPadRig.checking;
import static org.openpinpad.pin.PinPadRig.entering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.gadget.reader.PinPort;
import org.openpinpad.gadget.reader.PinPort.AbortReason;
import org.openpinpad.keypad.ControlKey;

/** Every ending of an entry: what PC and user are told, and an empty page. */
class PinPadEndingsTest {

    private static final int BUSY = SlotError.CMD_SLOT_BUSY;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9000 | PIN correct.",
                "6300 | Wrong PIN.",
                "63C2 | Wrong PIN: 2 tries left.",
                "63C1 | Wrong PIN: 1 try left.",
                "63C0 | PIN BLOCKED: No tries left.",
                "63CF | Wrong PIN: 15 tries left.",
                "6982 | Wrong PIN.",
                "6983 | PIN BLOCKED: No tries left.",
                "6984 | Card says no: PIN not taken (6984).",
                "6A80 | Card says no: PIN not taken (6A80).",
                "6700 | Card says no: PIN not taken (6700).",
                "9001 | Card says no: PIN not taken (9001).",
                "0000 | Card says no: PIN not taken (0000).",
                "FFFF | Card says no: PIN not taken (FFFF)."
            })
    void theUserIsToldWhatTheCardSaid(String statusWord, String screen) {
        PinPadRig rig = checking();
        assertEquals("Checking...", rig.screen());
        assertFalse(rig.page.isWiped());
        rig.card.answers(Integer.parseInt(statusWord, 16));
        rig.restsWith(screen, "SW " + statusWord);
    }

    @Test
    void aCardThatEchoesTheCommandLeavesNothing() {
        PinPadRig rig = checking();
        rig.card.echoes();
        rig.card.answers(0x9000);
        rig.restsWith("PIN correct.", "SW 9000");
    }

    @Test
    void aCardThatFillsTheResponseLeavesNothing() {
        PinPadRig rig = checking();
        rig.card.floods();
        rig.card.fails(SlotError.XFR_OVERRUN);
        rig.restsWith("Card silent.", "error FC");
    }

    @Test
    void aSilentCard() {
        PinPadRig rig = checking();
        rig.card.fails(SlotError.ICC_MUTE);
        rig.restsWith("Card silent.", "error FE");
    }

    @Test
    void cancel() {
        PinPadRig rig = entering();
        rig.type("123");
        assertFalse(rig.page.isWiped());
        rig.type("X");
        rig.restsWith("Cancelled: The PIN is forgotten.", "error EF");
    }

    @Test
    void timeOut() {
        PinPadRig rig = entering();
        rig.type("12345");
        rig.pass(30 * S - 1);
        assertEquals("Enter PIN: OpenPGP signature PIN (81) ***** 1 s", rig.screen());
        assertFalse(rig.page.isWiped());
        rig.pass(1);
        rig.restsWith("Timed out: The PIN is forgotten.", "error F0");
    }

    @Test
    void digitsDoNotPutTheEndOff() {
        PinPadRig rig = entering();
        for (int i = 0; i < 30; i++) {
            rig.pass(S - 1);
            rig.type("1");
        }
        rig.pass(30);
        rig.restsWith("Timed out: The PIN is forgotten.", "error F0");
    }

    @Test
    void aHostThatWantsNoTimeOutGetsOne() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 FF 82 00 00 2004 02 01 0904 00 000000 00 20 00 81 00");
        rig.pass(180 * S - 1);
        assertTrue(rig.outcomes.isEmpty());
        rig.pass(1);
        rig.restsWith("Timed out: The PIN is forgotten.", "error F0");
    }

    @ParameterizedTest
    @EnumSource
    void abortOfAnEntry(AbortReason reason) {
        PinPadRig rig = entering();
        rig.type("1234");
        rig.pad.abort(reason);
        rig.restsWith(reason == AbortReason.CARD_REMOVED ? "Card removed." : "PC gave up: The PIN is forgotten.");
    }

    /** Wiped at once, the rest of the command would reach the card as zeros: a wrong PIN, at the cost of a try. */
    @ParameterizedTest
    @EnumSource
    void anAbortLeavesTheCommandWholeUntilTheSlotLetsGoOfIt(AbortReason reason) {
        PinPadRig rig = checking();
        rig.pad.abort(reason);
        assertTrue(rig.card.commandIsIntact());
        assertEquals(BUSY, rig.begin(VERIFY));
        rig.pad.abort(AbortReason.BUS);
        rig.type("77O");
        assertTrue(rig.card.commandIsIntact());
        rig.card.fails(SlotError.ICC_MUTE);
        rig.restsWith(reason == AbortReason.CARD_REMOVED ? "Card removed." : "PC gave up: The PIN is forgotten.");
    }

    /** A PC that gives up after OK may have got the card unlocked all the same: the user must not hear otherwise. */
    @ParameterizedTest
    @CsvSource({"9000, PIN correct.", "63C2, Wrong PIN: 2 tries left."})
    void theUserIsToldWhatTheCardSaidThoughThePcGaveUp(String statusWord, String screen) {
        PinPadRig rig = checking();
        rig.pad.abort(AbortReason.HOST);
        assertEquals("Checking...", rig.screen());
        rig.card.answers(Integer.parseInt(statusWord, 16));
        rig.restsWith(screen);
    }

    @Test
    void cancelOfAnEntryIsWithoutOutcome() {
        PinPadRig rig = entering();
        rig.type("1234");
        assertTrue(rig.pad.cancel());
        rig.restsWith("PC gave up: The PIN is forgotten.");
    }

    @Test
    void cancelComesTooLateOnceTheCardHasThePin() {
        PinPadRig rig = checking();
        assertFalse(rig.pad.cancel());
        rig.card.answers(0x9000);
        rig.restsWith("PIN correct.", "SW 9000");
        PinPadRig idle = new PinPadRig();
        assertFalse(idle.pad.cancel());
    }

    @Test
    void closeWipesAnEntry() {
        PinPadRig rig = entering();
        rig.type("1234");
        rig.pad.close();
        rig.restsWith("PC gave up: The PIN is forgotten.");
    }

    @Test
    void closeWipesEvenUnderTheSlot() {
        PinPadRig rig = checking();
        rig.pad.close();
        assertTrue(rig.page.isWiped());
        rig.card.answers(0x63C2);
        rig.restsWith("Wrong PIN: 2 tries left.");
    }

    @Test
    void abortOfNothing() {
        PinPadRig rig = new PinPadRig();
        for (AbortReason reason : AbortReason.values()) {
            rig.pad.abort(reason);
        }
        assertTrue(rig.screens.isEmpty());
    }

    @Test
    void anEntryBeginsOnlyWhenNoOtherCommandIsWithTheCard() {
        PinPadRig rig = new PinPadRig();
        rig.card.otherCommandUnderWay = true;
        assertEquals(BUSY, rig.begin(VERIFY));
        assertTrue(rig.screens.isEmpty());
        rig.card.otherCommandUnderWay = false;
        assertEquals(PinPort.ACCEPTED, rig.begin(VERIFY));
    }

    @Test
    void aSecondEntryLeavesTheFirstAlone() {
        PinPadRig rig = entering();
        rig.type("12");
        assertEquals(BUSY, rig.begin(VERIFY));
        rig.type("34O");
        assertEquals(BUSY, rig.begin(VERIFY));
        assertEquals("002000810431323334", rig.card.command);
    }

    @Test
    void keysThatAreNotForPinsDoNothing() {
        PinPadRig rig = entering();
        rig.pad.key(ControlKey.PULL_CARD, rig.now);
        rig.pad.key(ControlKey.INSERT_CARD, rig.now);
        assertEquals(1, rig.screens.size());
        rig.type("1234O");
        rig.type("5678OCEX");
        assertEquals("002000810431323334", rig.card.command);
        assertTrue(rig.card.commandIsIntact());
        assertEquals("Checking...", rig.screen());
    }
}
