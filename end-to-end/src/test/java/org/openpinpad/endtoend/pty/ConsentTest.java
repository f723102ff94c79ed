// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --consent sign}: no signature without a key press, and the display says of what. */
class ConsentTest extends WithKeys {
    private static final String QUESTION = "Sign\\? SIGN with OpenPGP signature key, RSA 2048, %s digest [0-9a-f]{8}";

    /** Longer than any time-out of pcscd, libccid or GnuPG that a question could meet. */
    private static final int LONG_THOUGHT_MS = 60_000;

    @Override
    List<String> guardOptions() {
        return List.of("--consent", "sign");
    }

    @Test
    void theDisplayShowsTheDigestThatIsSigned() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(message));
        HostProgram sign = start(
                "pkcs11-tool",
                "--slot-index",
                "1",
                "--login",
                "--sign",
                "--mechanism",
                "SHA256-RSA-PKCS",
                "--id",
                "01",
                "--input-file",
                message.toString(),
                "--output-file",
                dir.resolve("signature").toString());
        reader.whenAskedFor(SIGNATURE_PIN, "123456O");
        String question = reader.asks(String.format(QUESTION, "SHA-256"));
        String beginning = HexFormat.of().formatHex(digest, 0, 4);
        assertTrue(question.contains("digest " + beginning), question + " is not about " + beginning);
        reader.answersAfterReading("O");
        sign.endsWith(0);
        assertEquals(256, Files.size(dir.resolve("signature")));
    }

    @Test
    void noMakesGpgFailAndTheNextSignatureIsGood() throws Exception {
        HostProgram refused = gpgSigns();
        reader.whenAskedFor(SIGNATURE_PIN, "123456O");
        reader.answers(String.format(QUESTION, "SHA-\\d+"), "X");
        String output = refused.endsWith(2);
        System.out.println(output);
        assertTrue(output.contains("signing failed"), output);
        reader.shows("Refused: You said no. The card was not asked.");

        HostProgram sign = gpgSigns();
        reader.answers(String.format(QUESTION, "SHA-\\d+"), "O");
        sign.endsWith(0);
        reader.shows("Allowed");
        gpgFindsTheSignatureGood();
    }

    @Test
    void aMinuteOfThoughtTimesNobodyOut() throws Exception {
        HostProgram sign = gpgSigns();
        reader.whenAskedFor(SIGNATURE_PIN, "123456O");
        reader.asks(String.format(QUESTION, "SHA-\\d+"));
        Thread.sleep(LONG_THOUGHT_MS);
        reader.press("O");
        sign.endsWith(0);
        gpgFindsTheSignatureGood();
    }

    @Test
    void aDecryptionIsNotAskedAbout() throws Exception {
        gpgEncrypts();
        HostProgram decrypt = gpgDecrypts();
        reader.whenAskedFor("PIN (82)", "123456O");
        decrypt.endsWith(0);
        reader.shows("Key used: DECRYPT with OpenPGP decryption key");
    }
}
