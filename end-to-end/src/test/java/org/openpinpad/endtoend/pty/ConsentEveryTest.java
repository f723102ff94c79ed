// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --consent every}: nothing is decrypted and nobody is logged in without a key press. */
class ConsentEveryTest extends WithKeys {

    @Override
    List<String> guardOptions() {
        return List.of("--consent", "every");
    }

    @Test
    void aDecryptionTakesOkAndNoMakesItFail() throws Exception {
        gpgEncrypts();
        HostProgram refused = gpgDecrypts();
        reader.whenAskedFor("PIN (82)", "123456O");
        reader.answers("Decrypt\\? DECRYPT with OpenPGP decryption key", "X");
        String output = refused.endsWith(2);
        assertTrue(output.contains("decryption failed"), output);
        // At this line the command came in parts, which the card still has: the next decryption is spoilt by them.
        HostProgram spoilt = gpgDecrypts();
        reader.answers("Decrypt\\? DECRYPT with OpenPGP decryption key", "O");
        spoilt.endsWith(2);
        HostProgram decrypt = gpgDecrypts();
        reader.answers("Decrypt\\? DECRYPT with OpenPGP decryption key", "O");
        decrypt.endsWith(0);
        assertEquals(-1, Files.mismatch(message, dir.resolve("clear")));
    }

    /** What a client of SSH or TLS has the card do. */
    @Test
    void aLoginTakesOk() throws Exception {
        Path signature = dir.resolve("signature");
        HostProgram authenticate = start(
                "pkcs11-tool",
                "--login",
                "--sign",
                "--mechanism",
                "SHA256-RSA-PKCS",
                "--id",
                "03",
                "--input-file",
                message.toString(),
                "--output-file",
                signature.toString());
        reader.whenAskedFor("PIN (82)", "123456O");
        reader.answers("Log in\\? LOG IN with OpenPGP authentication key", "O");
        authenticate.endsWith(0);
        assertEquals(256, Files.size(signature));
    }
}
