// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.host.PinPad;
import org.openpinpad.host.PinPadListener;
import org.openpinpad.host.PinProfile;
import org.openpinpad.host.PinRequest;
import org.openpinpad.host.PinResult;
import org.openpinpad.pcsc.part10.Feature;
import org.openpinpad.pcsc.part10.PinProperties;

class CcidPinPadTest {

    private static final PinRequest SIGN =
            PinProfile.OPENPGP.request(0x81).timeOut(Duration.ofSeconds(30)).build();
    private static final PinRequest SELECTED = PinProfile.OPENPGP
            .request(0x81)
            .withoutSelect()
            .timeOut(Duration.ofSeconds(30))
            .build();

    /** bPINOperation 0, 30 s, 82 00 00, max 20, min 06, OK key, message FF, language 0, index 0, TEO 0, command. */
    private static final String SECURE_2 =
            "69 14000000 00 02 00 0000 | 00 1E 82 00 00 20 06 02 FF 0000 00 000000" + " 0020008100";

    private final ScriptedPipe pipe = new ScriptedPipe(ScriptedPipe.READER);
    private final CcidReader reader = new CcidReader(pipe, 0, pipe.clock());
    private PinPad pad;

    @BeforeEach
    void powerOn() {
        pipe.expect("65 00000000 00 00 000000", "81 00000000 00 00 01 00 00");
        pipe.expect("62 00000000 00 01 00 0000", "80 02000000 00 01 00 00 00 3B00");
        pad = reader.connect();
    }

    private static String secure(int seq) {
        return SECURE_2.replace("|", "").replace("00 02 00 0000", "00 %02X 00 0000".formatted(seq));
    }

    @Test
    void selectsVerifiesAndPowersOff() {
        pipe.expect("6F 0C000000 00 02 00 0000 00A4040006D2760001240100", "80 04000000 00 02 00 00 00 6F00 9000");
        pipe.expect(secure(3), "80 02000000 00 03 00 00 00 9000");
        pipe.expect("63 00000000 00 04 000000", "81 00000000 00 04 01 00 00");
        assertEquals(new PinResult.Verified(), pad.verify(SIGN));
        reader.close();
        pipe.assertDone();
        assertTrue(pipe.closed);
    }

    @ParameterizedTest
    @CsvSource({
        "80 02000000 00 02 00 00 00 63C2, 'Wrong PIN, 2 tries left.'",
        "80 02000000 00 02 00 00 00 6983, The PIN is blocked: no tries are left.",
        "80 02000000 00 02 00 00 00 6403, The PIN was shorter or longer than allowed.",
        "80 00000000 00 02 40 EF 00, The PIN entry was cancelled.",
        "80 00000000 00 02 40 F0 00, Nobody completed the PIN entry in time.",
        "80 00000000 00 02 42 FE 00, The card was taken out.",
        "80 00000000 00 02 40 FE 00, The reader failed: card mute or absent.",
        "80 00000000 00 02 40 FF 00, The PIN entry was cancelled.",
        "80 00000000 00 02 40 E0 00, The reader failed: slot busy.",
        "81 00000000 00 02 40 00 00, The reader refused: it does not know this command.",
        "80 00000000 00 02 40 0C 00, The reader refused: it does not take bmFormatString (error at offset 12).",
        "80 00000000 00 02 40 0F 00, The reader refused: it does not take wPINMaxExtraDigit (error at offset 15).",
        "80 00000000 00 02 40 1A 00, The reader refused: it does not take the command (error at offset 26).",
        "80 00000000 00 02 00 00 00, The reader failed: it answered 0 bytes instead of a status.",
        "80 03000000 00 02 00 00 00 009000, The reader failed: it answered 3 bytes instead of a status.",
        "80 05000000 00 02 00 00 00 9000, The reader failed: The reader's answer to Secure is no CCID message; unplug it once.",
        "82 00000000 00 02 00 00 00, 'The reader failed: The reader answered Secure with the wrong kind of message, 82.'",
        "80 00000000 00 02 C0 00 00, The reader failed: The reader's answer to Secure has a status that CCID reserves.",
        "gone, The reader failed: The reader was unplugged.",
    })
    void everyEndingHasItsSentence(String reply, String sentence) {
        pipe.expect(secure(2), reply);
        assertEquals(sentence, pad.verify(SELECTED).describe());
        pipe.assertDone();
    }

    @Test
    void timeExtensionsArePatientlyReceived() {
        String extension = "80 00000000 00 02 80 01 00";
        pipe.expect(
                secure(2),
                "later 1500",
                extension,
                "later 1500",
                extension,
                "later 1500",
                "80 02000000 00 02 00 00 00 9000");
        assertEquals(new PinResult.Verified(), pad.verify(SELECTED));
        assertEquals(4500, pipe.elapsedMs());
    }

    @Test
    void extensionsWithoutEndAreAbortedAtTheDeadline() {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            replies.add("later 1500");
            replies.add("80 00000000 00 02 80 FF 00");
        }
        pipe.expect(secure(2), replies.subList(0, 118).toArray(new String[0]));
        pipe.expect("control010300");
        pipe.expect("72 00000000 00 03 000000", "80 00000000 00 02 40 FF 00", "81 00000000 00 03 00 00 00");
        assertEquals(new PinResult.TimedOut(), pad.verify(SELECTED));
        assertEquals(90_000, pipe.elapsedMs());
        pipe.assertDone();
    }

    @Test
    void cancellingAbortsOnBothPipes() {
        pipe.expect(secure(2));
        pipe.expect("control010300");
        pipe.expect("72 00000000 00 03 000000", "80 00000000 00 02 40 FF 00", "81 00000000 00 03 00 00 00");
        pipe.whileWaiting(reader::cancel);
        assertEquals(new PinResult.Cancelled(), pad.verify(SELECTED));
        pipe.assertDone();
        assertTrue(pipe.elapsedMs() < 1_000);
    }

    @Test
    void anEndThatCrossesTheAbortCounts() {
        pipe.expect(secure(2));
        pipe.expect("control010300", "80 02000000 00 02 00 00 00 63C1");
        pipe.expect("72 00000000 00 03 000000", "81 00000000 00 03 00 00 00");
        pipe.whileWaiting(reader::cancel);
        assertEquals("Wrong PIN, 1 try left.", pad.verify(SELECTED).describe());
    }

    @Test
    void aReaderDeafToAbortsIsTold() {
        pipe.expect(secure(2));
        pipe.expect("control010300");
        pipe.expect("72 00000000 00 03 000000");
        pipe.whileWaiting(reader::cancel);
        assertEquals(
                "The reader failed: The reader does not stop the PIN entry; press its cancel key.",
                pad.verify(SELECTED).describe());
    }

    @Test
    void aCancelFromBeforeIsForgotten() {
        reader.cancel();
        pipe.expect(secure(2), "later 5000", "80 02000000 00 02 00 00 00 9000");
        assertEquals(new PinResult.Verified(), pad.verify(SELECTED));
    }

    @Test
    void aRefusedSelectAsksForNoPin() {
        pipe.expect("6F 0C000000 00 02 00 0000 00A4040006D2760001240100", "80 02000000 00 02 00 00 00 6A82");
        assertEquals(new PinResult.CardError("SELECT", 0x6A82), pad.verify(SIGN, new PinPadListener() {
            @Override
            public void before(PinRequest request) {
                throw new AssertionError("no PIN is to be asked for");
            }
        }));
    }

    @Test
    void theCardPulledBeforeSelectIsGone() {
        pipe.expect("6F 0C000000 00 02 00 0000 00A4040006D2760001240100", "80 00000000 00 02 42 FE 00");
        assertEquals(new PinResult.CardGone(), pad.verify(SIGN));
    }

    @Test
    void theListenerHearsBeforeTheReaderAsksAndAfter() {
        List<String> heard = new ArrayList<>();
        pipe.expect(secure(2), "80 00000000 00 02 40 EF 00");
        pad.verify(SELECTED, new PinPadListener() {
            @Override
            public void before(PinRequest request) {
                heard.add("before");
            }

            @Override
            public void after(PinRequest request, PinResult result) {
                heard.add(result.describe());
            }
        });
        assertEquals(List.of("before", "The PIN entry was cancelled."), heard);
    }

    @Test
    void featuresComeFromTheDescriptor() {
        assertEquals(EnumSet.of(Feature.VERIFY_PIN_DIRECT, Feature.MODIFY_PIN_DIRECT), pad.features());
        assertEquals(Optional.of(new PinProperties(0x0210, 0, false)), pad.pinProperties());
    }

    @Test
    void aReaderWithoutPinPadRefusesAndSendsNothing() {
        ScriptedPipe bare = new ScriptedPipe(ScriptedPipe.reader(65_554, 0x000404BA, 0));
        bare.expect("65 00000000 00 00 000000", "81 00000000 00 00 01 00 00");
        bare.expect("62 00000000 00 01 00 0000", "80 02000000 00 01 00 00 00 3B00");
        PinPad none = new CcidReader(bare, 0, bare.clock()).connect();
        assertTrue(none.features().isEmpty());
        assertInstanceOf(PinResult.RefusedByReader.class, none.verify(SIGN));
    }
}
