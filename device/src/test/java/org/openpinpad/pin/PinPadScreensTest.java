// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openpinpad.pin.PinPadRig.S;
import static org.openpinpad.pin.PinPadRig.entering;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.display.CardApplication;

/** What the display says during an entry: which PIN, how many digits, how long; nothing of the digits themselves. */
class PinPadScreensTest {

    @Test
    void eachDigitIsOneMark() {
        PinPadRig rig = entering();
        rig.type("12C34O");
        assertEquals(
                List.of(
                        "Enter PIN: OpenPGP signature PIN (81) 30 s",
                        "Enter PIN: OpenPGP signature PIN (81) * 30 s",
                        "Enter PIN: OpenPGP signature PIN (81) ** 30 s",
                        "Enter PIN: OpenPGP signature PIN (81) * 30 s",
                        "Enter PIN: OpenPGP signature PIN (81) ** 30 s",
                        "Enter PIN: OpenPGP signature PIN (81) *** 30 s",
                        "Enter PIN: OpenPGP signature PIN (81) *** At least 4! 30 s"),
                rig.screens);
    }

    @Test
    void otherDigitsLookTheSame() {
        PinPadRig one = entering();
        PinPadRig other = entering();
        one.type("12345678O");
        other.type("90909090O");
        one.card.answers(0x63C2);
        other.card.answers(0x63C2);
        assertEquals(one.screens, other.screens);
    }

    @Test
    void theSecondsAreCountedDown() {
        PinPadRig rig = entering();
        rig.pass(3 * S);
        rig.type("7");
        rig.pass(S / 2);
        rig.type("7");
        rig.pass(S / 2);
        String before = "Enter PIN: OpenPGP signature PIN (81) ";
        assertEquals(
                List.of(
                        before + "30 s",
                        before + "29 s",
                        before + "28 s",
                        before + "27 s",
                        before + "* 27 s",
                        before + "** 27 s",
                        before + "** 26 s"),
                rig.screens);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENPGP, 00 20 00 82 00, OpenPGP PIN (82)",
        "OPENPGP, 00 20 00 83 00, OpenPGP admin PIN (83)",
        "OPENPGP, 00 20 00 01 00, OpenPGP PIN reference 01 hex",
        "PIV,     00 20 00 80 00, PIV PIN (80)",
        "UNKNOWN, 00 20 00 81 00, Unknown card PIN reference 81 hex",
        "OPENPGP, 01 20 00 81 00, Unknown card PIN reference 81 hex",
        "OPENPGP, 03 20 00 81 00, Unknown card PIN reference 81 hex",
        "OPENPGP, 40 20 00 81 00, Unknown card PIN reference 81 hex",
        "OPENPGP, 00 26 00 81 00, OpenPGP turn off signature PIN (81)"
    })
    void thePurposeIsTakenFromTheCommand(CardApplication application, String apdu, String purpose) {
        PinPadRig rig = new PinPadRig();
        rig.application = application;
        rig.begin("00 1E 82 00 00 2004 02 01 0904 00 000000 " + apdu);
        assertEquals("Enter PIN: " + purpose + " 30 s", rig.screen());
    }

    @Test
    void everyScreenOfAnEntryHasThePcsLanguage() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 1E 82 00 00 2004 02 01 0704 00 000000 00 20 00 81 00");
        rig.type("1234O");
        rig.card.answers(0x9000);
        assertEquals(List.of(0x0407), rig.languages.stream().distinct().toList());
    }

    /** Neither is a wrong request of a kind that a user could do something about. */
    @Test
    void abDataTooShortForItsFieldsShowsNothing() {
        PinPadRig rig = new PinPadRig();
        for (int length = 0; length < 15; length++) {
            assertEquals(
                    SlotError.BAD_LENGTH,
                    rig.pad.begin(Hex.bytes(PinPadRig.VERIFY).limit(length), rig.now));
        }
        assertEquals(List.of(), rig.screens);
    }

    @Test
    void otherOperationsAreRefusedWhateverFollows() {
        for (int operation = 2; operation < 256; operation++) {
            PinPadRig rig = new PinPadRig();
            assertEquals(10, rig.pad.begin(Hex.bytes(PinPadRig.VERIFY).put(0, (byte) operation), rig.now));
            assertEquals(10, rig.pad.begin(Hex.bytes(String.format("%02X", operation)), rig.now));
        }
    }

    @Test
    void aChangeSaysWhichPinIsAsked() {
        PinPadRig rig = PinPadRig.changing();
        rig.type("1234O9876O9876");
        List<String> asked = rig.screens.stream()
                .map(line -> line.replaceFirst(" \\*.*| 90 s", ""))
                .distinct()
                .toList();
        String which = ": OpenPGP change signature PIN (81)";
        assertEquals(List.of("Old PIN" + which, "New PIN" + which, "Repeat PIN" + which), asked);
    }

    /** bMsgIndex says "new PIN" where the old one is asked, and the other way round. */
    @Test
    void thePcCannotHaveTheWrongPinTyped() {
        PinPadRig rig = new PinPadRig();
        rig.begin(PinPadRig.CHANGE.replace("000102 000005", "010000 000005"));
        assertEquals("Old PIN: OpenPGP change signature PIN (81) 90 s", rig.screen());
        PinPadRig verify = new PinPadRig();
        verify.begin("00 1E 82 00 00 2004 02 01 0904 01 000000 00 20 00 81 00");
        assertEquals("Enter PIN: OpenPGP signature PIN (81) 30 s", verify.screen());
    }

    @Test
    void anUnblockingCodeIsNoOldPin() {
        PinPadRig rig = new PinPadRig();
        rig.tries = 0;
        rig.begin(PinPadRig.CHANGE.replace("00 24 00 81", "00 2C 00 81"));
        assertEquals("Unblock code: OpenPGP unblock signature PIN (81) 90 s", rig.screen());
    }

    @Test
    void theTriesThatAreLeftAreThoseOfThePinThatTheCardCompares() {
        PinPadRig rig = new PinPadRig();
        rig.tries = 2;
        rig.begin(PinPadRig.CHANGE);
        assertEquals("Old PIN: OpenPGP change signature PIN (81) 2 tries left 90 s", rig.screen());
        rig.type("1234O");
        assertEquals("New PIN: OpenPGP change signature PIN (81) 90 s", rig.screen());
    }

    @Test
    void onOtherChannelsTheTriesAreNotKnown() {
        PinPadRig rig = new PinPadRig();
        rig.tries = 2;
        rig.begin("00 1E 82 00 00 2004 02 01 0904 00 000000 01 20 00 81 00");
        assertEquals("Enter PIN: Unknown card PIN reference 81 hex 30 s", rig.screen());
    }

    @Test
    void tooManyDigitsAreTold() {
        PinPadRig rig = new PinPadRig();
        String before = "Enter PIN: OpenPGP signature PIN (81) ";
        rig.begin("00 1E 82 04 00 0504 02 01 0904 00 000000 00 20 00 81 04 FFx4");
        rig.type("1234");
        assertEquals(before + "**** 30 s", rig.screen());
        rig.type("5");
        assertEquals(before + "***** At most 4! 30 s", rig.screen());
        rig.type("6");
        assertEquals(before + "***** At most 4! 30 s", rig.screen());
        rig.pass(S);
        assertEquals(before + "***** At most 4! 29 s", rig.screen());
        rig.type("C");
        assertEquals(before + "**** 29 s", rig.screen());
    }
}
