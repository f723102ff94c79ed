// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.display.Language.ENGLISH;
import static org.openpinpad.display.Language.GERMAN;

import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTextTest {
    private static final OptionalInt NO_COUNT = OptionalInt.empty();

    @ParameterizedTest
    @CsvSource({
        "OPENPGP, 81, VERIFY, OpenPGP signature PIN (81)",
        "OPENPGP, 82, VERIFY, OpenPGP PIN (82)",
        "OPENPGP, 83, VERIFY, OpenPGP admin PIN (83)",
        "OPENPGP, 80, VERIFY, OpenPGP PIN reference 80 hex",
        "PIV, 80, VERIFY, PIV PIN (80)",
        "PIV, 00, VERIFY, PIV global PIN (00)",
        "PIV, 81, RESET_RETRY_COUNTER, PIV unblock PUK (81)",
        "UNKNOWN, 82, VERIFY, Unknown card PIN reference 82 hex",
        "UNKNOWN, 01, CHANGE, Unknown card change PIN reference 01 hex",
        "OPENPGP, 81, ENABLE_VERIFICATION, OpenPGP turn on signature PIN (81)",
    })
    void namesThePin(CardApplication application, String reference, PinOperation operation, String name) {
        PinPurpose purpose = new PinPurpose(operation, application, Integer.parseInt(reference, 16));
        assertEquals("Enter PIN: " + name + " **** 27 s", ScreenText.line(entry(purpose, 4), ENGLISH));
    }

    @ParameterizedTest
    @CsvSource({"1, *", "15, ***************", "16, ***************+1", "255, ***************+240"})
    void showsOneMarkForEachDigitAndTheirNumberBeyondWhatFits(int digits, String marks) {
        PinPurpose purpose = new PinPurpose(PinOperation.VERIFY, CardApplication.OPENPGP, 0x82);
        assertEquals(
                "Enter PIN: OpenPGP PIN (82) " + marks + " 27 s", ScreenText.line(entry(purpose, digits), ENGLISH));
    }

    @Test
    void tellsTheTriesLeftUntilTheFirstDigit() {
        PinPurpose purpose = new PinPurpose(PinOperation.VERIFY, CardApplication.OPENPGP, 0x82);
        Screen none = new Screen.EnterPin(
                purpose,
                PinPrompt.PIN,
                new DigitCount(6, 8, 0, DigitCount.Notice.NONE),
                new Countdown(30, 30),
                OptionalInt.of(1));
        assertEquals("Enter PIN: OpenPGP PIN (82) 1 try left 30 s", ScreenText.line(none, ENGLISH));
        assertEquals("PIN eingeben: OpenPGP PIN (82) Noch 1 Versuch 30 s", ScreenText.line(none, GERMAN));
    }

    @Test
    void tellsTheResult() {
        assertEquals("PIN correct", ScreenText.line(new Screen.PinAccepted(PinOperation.VERIFY), ENGLISH));
        assertEquals("Wrong PIN: 2 tries left", ScreenText.line(wrongPin(OptionalInt.of(2)), ENGLISH));
        assertEquals("Wrong PIN: 1 try left", ScreenText.line(wrongPin(OptionalInt.of(1)), ENGLISH));
        assertEquals("Wrong PIN: No tries left", ScreenText.line(wrongPin(OptionalInt.of(0)), ENGLISH));
        assertEquals("Wrong PIN", ScreenText.line(wrongPin(NO_COUNT), ENGLISH));
        assertEquals(
                "PIN BLOCKED: No tries left", ScreenText.line(new Screen.PinBlocked(PinOperation.VERIFY), ENGLISH));
        assertEquals("PIN falsch: Noch 2 Versuche", ScreenText.line(wrongPin(OptionalInt.of(2)), GERMAN));
    }

    @Test
    void aSentenceBrokenIntoRowsIsWholeAgainInTheLine() {
        assertEquals(
                "Refused: The PC wanted your PIN in a command that takes no PIN.",
                ScreenText.line(new Screen.Refused(RefusalReason.NOT_A_PIN_COMMAND), ENGLISH));
    }

    @Test
    void speaksEnglishOnAGermanSystem() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals("Insert card", new Texts(ENGLISH).get("insertCard"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789012345678901", "1 2", "1\u001b[m", "ä"})
    void refusesAVersionThatIsNotPlain(String version) {
        assertThrows(IllegalArgumentException.class, () -> new Screen.Starting(version));
    }

    @Test
    void refusesNumbersThatNoCommandCanHold() {
        Class<? extends Exception> refusal = IndexOutOfBoundsException.class;
        assertThrows(refusal, () -> new PinPurpose(PinOperation.VERIFY, CardApplication.PIV, 256));
        DigitCount.Notice none = DigitCount.Notice.NONE;
        assertThrows(refusal, () -> new DigitCount(0, 256, 0, none));
        assertThrows(refusal, () -> new DigitCount(-1, 8, 0, none));
        assertThrows(refusal, () -> new DigitCount(0, 8, -1, none));
        assertThrows(refusal, () -> new Countdown(1000, 0));
        assertThrows(refusal, () -> new Countdown(0, 1000));
        assertThrows(refusal, () -> new Screen.PinTooLong(256));
        assertThrows(refusal, () -> wrongPin(OptionalInt.of(16)));
    }

    private static Screen entry(PinPurpose purpose, int digits) {
        return entry(purpose, PinPrompt.PIN, digits, DigitCount.Notice.NONE);
    }

    private static Screen entry(PinPurpose purpose, PinPrompt prompt, int digits, DigitCount.Notice notice) {
        return new Screen.EnterPin(
                purpose, prompt, new DigitCount(6, 8, digits, notice), new Countdown(27, 30), NO_COUNT);
    }

    private static Screen wrongPin(OptionalInt tries) {
        return new Screen.WrongPin(PinOperation.VERIFY, tries);
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFY, PIN, Enter PIN, PIN eingeben",
        "CHANGE, OLD, Old PIN, Alte PIN",
        "CHANGE, NEW, New PIN, Neue PIN",
        "CHANGE, REPEAT, Repeat PIN, PIN erneut",
        "RESET_RETRY_COUNTER, OLD, Unblock code, Entsperrcode",
        "RESET_RETRY_COUNTER, NEW, New PIN, Neue PIN",
    })
    void saysWhichPinIsAsked(PinOperation operation, PinPrompt prompt, String english, String german) {
        PinPurpose purpose = new PinPurpose(operation, CardApplication.OPENPGP, 0x81);
        Screen screen = entry(purpose, prompt, 1, DigitCount.Notice.NONE);
        assertTrue(ScreenText.line(screen, ENGLISH).startsWith(english + ": "));
        assertTrue(ScreenText.line(screen, GERMAN).startsWith(german + ": "));
    }

    @ParameterizedTest
    @CsvSource({"NONE, 27 s", "TOO_FEW, At least 6! 27 s", "TOO_MANY, At most 8! 27 s"})
    void saysWhatIsWrongWithTheLength(DigitCount.Notice notice, String end) {
        PinPurpose purpose = new PinPurpose(PinOperation.VERIFY, CardApplication.OPENPGP, 0x82);
        assertEquals(
                "Enter PIN: OpenPGP PIN (82) * " + end,
                ScreenText.line(entry(purpose, PinPrompt.PIN, 1, notice), ENGLISH));
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFY, PIN correct, Wrong PIN",
        "CHANGE, PIN changed, Wrong PIN",
        "RESET_RETRY_COUNTER, PIN unblocked, Wrong code",
        "ENABLE_VERIFICATION, PIN turned on, Wrong PIN",
        "DISABLE_VERIFICATION, PIN turned off, Wrong PIN",
    })
    void tellsTheResultOfEachOperation(PinOperation operation, String accepted, String wrong) {
        assertEquals(accepted, ScreenText.line(new Screen.PinAccepted(operation), ENGLISH));
        assertEquals(wrong, ScreenText.line(new Screen.WrongPin(operation, NO_COUNT), ENGLISH));
    }
}
