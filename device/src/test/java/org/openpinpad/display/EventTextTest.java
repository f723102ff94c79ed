// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.display.Language.ENGLISH;
import static org.openpinpad.display.Language.GERMAN;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventTextTest {

    /** Longest text that an answer to Escape carries whole. */
    private static final int TEXT_MAX = 200;

    private static final Explanation SIGNATURE = new Explanation(
            Act.SIGN,
            CardApplication.OPENPGP,
            KeyName.SIGNATURE,
            1,
            new KeyAlgorithm(KeyAlgorithm.Name.RSA, 2048),
            new Content(Content.Kind.DIGEST, Content.Hash.SHA_256, 32, 0x3F9A12BC));

    @ParameterizedTest
    @CsvSource({
        "VERIFY, 'PIN asked: OpenPGP PIN (82)', 'PIN gefragt: OpenPGP PIN (82)'",
        "CHANGE, 'PIN asked: OpenPGP PIN (82), change', 'PIN gefragt: OpenPGP PIN (82), ändern'",
    })
    void aPinThatWasAskedIsNamed(PinOperation operation, String english, String german) {
        assertSaid(new Event.PinAsked(new PinPurpose(operation, CardApplication.OPENPGP, 0x82)), english, german);
    }

    @Test
    void anEndingIsToldInTheDisplaysOwnWords() {
        assertSaid(
                new Event.Ended(new Screen.WrongPin(PinOperation.VERIFY, OptionalInt.of(2))),
                "Wrong PIN: 2 tries left",
                "PIN falsch: Noch 2 Versuche");
    }

    @ParameterizedTest
    @CsvSource({
        "DONE, Done, Getan",
        "FAILED, Failed, Misslungen",
        "REFUSED, You refused, Von Ihnen abgelehnt",
        "WITHDRAWN, PC gave up, Vom PC aufgegeben",
    })
    void aUseOfAKeyIsToldWithWhatBecameOfIt(Event.KeyUse.Result result, String english, String german) {
        assertSaid(
                new Event.KeyUse(SIGNATURE, result),
                english + ": SIGN with OpenPGP signature key, RSA 2048, SHA-256 digest 3f9a12bc…",
                german + ": SIGNIEREN mit OpenPGP Signaturschlüssel, RSA 2048, SHA-256-Wert 3f9a12bc…");
    }

    @Test
    void aPinOfThePcAndTheUsersLockAreTold() {
        assertSaid(
                new Event.PinFromPc(false),
                "The PC tried to send a PIN. Refused.",
                "Der PC wollte eine PIN senden. Abgelehnt.");
        assertSaid(
                new Event.PinFromPc(true),
                "The PC sent a PIN. It was let through.",
                "Der PC sandte eine PIN. Sie kam durch.");
        assertSaid(new Event.Locked(), "Locked by key", "Durch Taste gesperrt");
    }

    @Test
    void aPageOfTheLogAsALine() {
        Event locked = new Event.Locked();
        assertEquals(
                "Log 3/17: Locked by key (5 min ago)",
                ScreenText.line(new Screen.EventPage(locked, 3, 17, 300), ENGLISH));
        assertEquals(
                "Logbuch 3/17: Durch Taste gesperrt (vor 5 min)",
                ScreenText.line(new Screen.EventPage(locked, 3, 17, 300), GERMAN));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "119, 119 s", "120, 2 min", "7199, 119 min", "7200, 2 h", "4294967295, '1,193,046 h'"})
    void theAgeIsToldInTheUnitThatFits(long seconds, String age) {
        String line = ScreenText.line(new Screen.EventPage(new Event.Locked(), 1, 1, seconds), ENGLISH);
        assertTrue(line.endsWith("(" + age + " ago)"), line);
    }

    @ParameterizedTest
    @EnumSource
    void everyEventIsOneLineThatAnAnswerCarriesWhole(Language language) {
        Events.stream().forEach(event -> {
            String line = EventText.line(event, language);
            assertFalse(line.isBlank());
            assertFalse(line.contains("{"), line);
            assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= TEXT_MAX, line);
        });
    }

    private static void assertSaid(Event event, String english, String german) {
        assertEquals(english, EventText.line(event, ENGLISH));
        assertEquals(german, EventText.line(event, GERMAN));
    }
}
