// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTextTest {

    private static final Explanation SIGNATURE = new Explanation(
            Act.SIGN,
            CardApplication.OPENPGP,
            KeyName.SIGNATURE,
            1,
            new KeyAlgorithm(KeyAlgorithm.Name.RSA, 2048),
            new Content(Content.Kind.DIGEST, Content.Hash.SHA_256, 32, 0x3F9A12BC));

    @Test
    void aSignatureNamesKeyAlgorithmAndDigest() {
        assertEquals(
                "SIGN with OpenPGP signature key, RSA 2048, SHA-256 digest 3f9a12bc…",
                ExplanationText.sentence(SIGNATURE, Language.ENGLISH));
        assertEquals(
                "SIGNIEREN mit OpenPGP Signaturschlüssel, RSA 2048, SHA-256-Wert 3f9a12bc…",
                ExplanationText.sentence(SIGNATURE, Language.GERMAN));
    }

    @Test
    void theQuestionIsTheSentence() {
        assertEquals(
                "Sign? SIGN with OpenPGP signature key, RSA 2048, SHA-256 digest 3f9a12bc…",
                ScreenText.line(new Screen.Consent(SIGNATURE, new Countdown(120, 120)), Language.ENGLISH));
    }

    @Test
    void lessThanFourBytesAreShownAsTheyAre() {
        assertEquals(
                "SIGN with Unknown card unknown key, 2 bytes 3f9a",
                ExplanationText.sentence(
                        new Explanation(
                                Act.SIGN,
                                CardApplication.UNKNOWN,
                                KeyName.UNKNOWN,
                                Explanation.NO_NUMBER,
                                KeyAlgorithm.UNKNOWN,
                                new Content(Content.Kind.BYTES, Content.Hash.UNKNOWN, 2, 0x3F9A0000)),
                        Language.ENGLISH));
    }

    @ParameterizedTest
    @EnumSource
    void noKeyUseIsCutOffOnTheDisplay(Language language) {
        Explanations.keyUses().forEach(what -> {
            String sentence = ExplanationText.sentence(what, language);
            String line = ScreenText.line(new Screen.Consent(what, new Countdown(1, 2)), language);
            assertTrue(line.endsWith(sentence), line);
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasItsWords(Language language) {
        Explanations.all().forEach(what -> {
            String sentence = ExplanationText.sentence(what, language);
            assertFalse(sentence.isBlank());
            assertFalse(sentence.contains("{"), sentence);
            assertFalse(sentence.endsWith(" "), sentence);
        });
    }
}
