// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openpinpad.pin.PinPadRig.S;
import static org.openpinpad.pin.PinPadRig.VERIFY;
import static org.openpinpad.pin.PinPadRig.entering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.display.CardApplication;
import org.openpinpad.gadget.reader.PinPort.AbortReason;

/** Endings of a change, and of a PIN whose length is wrong. */
class PinPadChangeTest {

    @ParameterizedTest
    @CsvSource({"4322", "5321", "432", "43211", "12345678"})
    void newPinsThatDifferDoNotReachTheCard(String repeated) {
        PinPadRig rig = PinPadRig.changing();
        rig.type("1234O4321O" + (repeated.length() < 4 ? repeated + "0" : repeated) + "O");
        assertEquals(0, rig.card.commands);
        rig.restsWith("New PINs differ: The old one stays.", "SW 6402");
    }

    @Test
    void aPinThatIsTooLongDoesNotReachTheCard() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 1E 82 00 00 2004 02 01 0904 00 000000 00 20 00 81 08 FFx8");
        rig.type("123456789O");
        assertEquals("Enter PIN: OpenPGP signature PIN (81) ********* At most 8! 30 s", rig.screen());
        rig.type("O");
        assertEquals(0, rig.card.commands);
        rig.restsWith("PIN too long: At most 8 digits.", "SW 6403");
    }

    @Test
    void aPinThatIsTooShortDoesNotReachTheCard() {
        PinPadRig rig = entering();
        rig.type("123O");
        assertEquals("Enter PIN: OpenPGP signature PIN (81) *** At least 4! 30 s", rig.screen());
        rig.type("O");
        assertEquals(0, rig.card.commands);
        rig.restsWith("PIN too short: At least 4 digits.", "SW 6403");
    }

    @Test
    void elsewhereThanOnAnOpenPgpCard6982IsNotAWrongPin() {
        PinPadRig rig = new PinPadRig();
        rig.application = CardApplication.PIV;
        rig.begin(VERIFY);
        rig.type("1234O");
        rig.card.answers(0x6982);
        assertEquals("Card says no: PIN not taken (6982).", rig.screen());
    }

    @ParameterizedTest
    @CsvSource({
        "00 24 00 81, 9000, PIN changed., 1234O4321O4321O",
        "00 24 00 81, 63C2, Wrong PIN: 2 tries left., 1234O4321O4321O",
        "00 24 00 81, 6982, Wrong PIN., 1234O4321O4321O",
        "00 2C 00 81, 9000, PIN unblocked., 1234O4321O4321O",
        "00 2C 00 81, 63C1, Wrong code: 1 try left., 1234O4321O4321O",
        "00 2C 00 81, 6983, CODE BLOCKED: No tries left., 1234O4321O4321O",
        "00 2C 00 81, 63C0, CODE BLOCKED: No tries left., 1234O4321O4321O",
        "00 24 00 81, 6983, PIN BLOCKED: No tries left., 1234O4321O4321O",
    })
    void theUserIsToldWhatTheCardSaidToAChange(String command, String statusWord, String screen, String keys) {
        PinPadRig rig = new PinPadRig();
        rig.begin(PinPadRig.CHANGE.replace("00 24 00 81", command));
        rig.type(keys);
        rig.card.answers(Integer.parseInt(statusWord, 16));
        rig.restsWith(screen, "SW " + statusWord);
    }

    @Test
    void aNewPinWithoutTheRightToSetItIsNoWrongPin() {
        PinPadRig rig = new PinPadRig();
        rig.begin("01 1E 82 00 00 00 00 0604 01 02 02 0704 0001 000000 00 2C 02 81");
        rig.type("4321O4321O");
        rig.card.answers(0x6982);
        rig.restsWith("Card says no: PIN not taken (6982).", "SW 6982");
    }

    @ParameterizedTest
    @CsvSource({"1234", "1234O43", "1234O4321O4"})
    void aChangeIsForgottenAtEachOfItsPins(String keys) {
        PinPadRig cancelled = PinPadRig.changing();
        cancelled.type(keys + "X");
        cancelled.restsWith("Cancelled: The PIN is forgotten.", "error EF");
        PinPadRig late = PinPadRig.changing();
        late.type(keys);
        late.pass(90 * S);
        late.restsWith("Timed out: The PIN is forgotten.", "error F0");
        PinPadRig aborted = PinPadRig.changing();
        aborted.type(keys);
        aborted.pad.abort(AbortReason.HOST);
        aborted.restsWith("PC gave up: The PIN is forgotten.");
    }
}
