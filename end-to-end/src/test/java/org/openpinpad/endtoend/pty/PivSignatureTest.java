// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpinpad.simulator.card.piv.PivCard;

/** The digital signature key 9C: each signature takes a PIN of its own, and OpenSC has it typed at the panel. */
class PivSignatureTest extends PluggedIn {

    private static final String PIN = "Enter PIN: PIV PIN (80)";

    @TempDir
    static Path shared;

    /** Yubico's tool makes the key and openssl its certificate. */
    @BeforeAll
    static void makeKey() throws IOException, InterruptedException {
        CardAlone card = CardAlone.insert(PivCard.keptIn(shared.resolve("card")), shared.resolve("log"));
        try {
            makeKey(card, shared + "/");
        } finally {
            card.close();
        }
    }

    private static void makeKey(CardAlone card, String at) throws IOException, InterruptedException {
        card.run(("yubico-piv-tool -r Virtual -a generate -s 9c -A RSA2048 -o " + at + "public").split(" "));
        card.run("openssl", "genrsa", "-out", at + "issuer", "2048");
        String certify = "openssl x509 -new -force_pubkey " + at + "public -signkey " + at + "issuer -subj /CN=9C";
        card.run((certify + " -out " + at + "certificate").split(" "));
        card.run(("yubico-piv-tool -r Virtual -a import-certificate -s 9c -i " + at + "certificate").split(" "));
    }

    @Override
    List<String> readerOptions() throws IOException {
        Path copy = Files.copy(shared.resolve("card"), dir.resolve("card"));
        return List.of("--card", "piv", "--state", copy.toString());
    }

    @Test
    void thePanelAsksForTheLogInAndAgainForTheSignature() throws Exception {
        DebianPackages.pkcs11Module();
        Path message = Files.writeString(dir.resolve("message"), "Meet me at noon.\n");
        String signature = dir.resolve("signature").toString();
        HostProgram sign = sign(message, signature);
        reader.whenShown(PIN, "123456O");
        reader.shows("PIN correct");
        reader.whenShown(PIN, "123456O");
        sign.endsWith(0);
        reader.shows("Key used: SIGN with PIV signature key, RSA 2048, SHA-256 digest");
        String key = shared.resolve("public").toString();
        String verdict = run("openssl", "dgst", "-sha256", "-verify", key, "-signature", signature, message.toString());
        assertTrue(verdict.contains("Verified OK"), verdict);
        reader.refusedNothing();
    }

    @Test
    void withoutTheSecondPinNothingIsSigned() throws Exception {
        DebianPackages.pkcs11Module();
        Path message = Files.writeString(dir.resolve("message"), "Meet me at noon.\n");
        HostProgram sign = sign(message, dir.resolve("signature").toString());
        reader.whenShown(PIN, "123456O");
        reader.shows("PIN correct");
        reader.whenShown(PIN, "X");
        sign.endsWith(1);
        String shown = reader.display().text();
        assertTrue(!shown.contains("Key used"), shown);
    }

    private HostProgram sign(Path message, String signature) throws IOException {
        return start(("pkcs11-tool --login --sign --id 02 -m SHA256-RSA-PKCS -i " + message + " -o " + signature)
                .split(" "));
    }
}
