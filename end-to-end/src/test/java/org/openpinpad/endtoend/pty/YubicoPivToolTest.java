// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.simulator.card.piv.PivCard;

/**
 * Yubico's tool with the PIV card alone: it connects by T=1 only, which the reader at a serial line does not speak, and wants
 * every PIN typed on the PC.
 */
@Tag("pty")
class YubicoPivToolTest {

    @TempDir
    Path dir;

    private CardAlone card;

    @BeforeEach
    void insert() throws Exception {
        card = CardAlone.insert(PivCard.inMemory(), dir.resolve("pcscd.log"));
    }

    @AfterEach
    void pull() throws Exception {
        if (card != null) {
            card.close();
        }
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    /** The tool, its arguments parted by blanks; @ is the test's directory. */
    private HostProgram tool(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("yubico-piv-tool", "-r", "Virtual"));
        command.addAll(List.of(arguments.replace("@", dir + "/").split(" ")));
        return card.start(command.toArray(String[]::new));
    }

    private void says(String arguments, String answer) throws Exception {
        String output = tool(arguments).endsWith(0);
        assertTrue(output.contains(answer), output);
    }

    @Test
    void statusShowsAVersionThatNoYubiKeyHasAndWhatIsOnTheCard() throws Exception {
        says("-a version", "Application version 0.1.0 found.");
        String status = tool("-a status").endsWith(0);
        assertTrue(status.contains("CHUID:\t3019d4e739da739ced39ce739d8368"), status);
        assertTrue(status.contains("CCC:\tf015a000000116ff02"), status);
        assertTrue(status.contains("Slot 9a:"), status);
        assertTrue(status.contains("Subject DN:\tCN=OpenPinpad simulated PIV card"), status);
        assertTrue(status.contains("PIN tries left:\t3"), status);
    }

    @ParameterizedTest
    @CsvSource({
        "9a, RSA2048,  Successful RSA verification.",
        "9c, RSA2048,  Successful RSA verification.",
        "9c, ECCP256,  Successful ECDSA verification.",
        "9e, ECCP256,  Successful ECDSA verification.",
    })
    void aGeneratedKeyGetsACertificateAndSigns(String slot, String algorithm, String verdict) throws Exception {
        says("-a generate -s " + slot + " -A " + algorithm + " -o @public", "Successfully generated");
        certify("public", "certificate");
        says("-a import-certificate -s " + slot + " -i @certificate", "Successfully imported");
        says("-a status", "CN=by openssl");
        says("-a verify-pin -P 123456 -a test-signature -s " + slot + " -i @certificate", verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA2048, Successfully performed RSA decryption!",
        "ECCP256, Successfully performed ECDH exchange with card.",
    })
    void aGeneratedKeyDeciphers(String algorithm, String verdict) throws Exception {
        says("-a generate -s 9d -A " + algorithm + " -o @public", "Successfully generated");
        certify("public", "certificate");
        says("-a verify-pin -P 123456 -a test-decipher -s 9d -i @certificate", verdict);
    }

    /** A certificate for a public key, signed by a key of openssl's. */
    private void certify(String publicKey, String certificate) throws Exception {
        card.run("openssl", "genrsa", "-out", path("issuer"), "2048");
        card.run(
                "openssl",
                "x509",
                "-new",
                "-force_pubkey",
                path(publicKey),
                "-signkey",
                path("issuer"),
                "-subj",
                "/CN=by openssl",
                "-out",
                path(certificate));
    }

    @Test
    void pinAndPukAreChangedAndUnblocked() throws Exception {
        says("-a change-pin -P 123456 -N 654321", "Successfully changed the pin code.");
        says("-a change-puk -P 12345678 -N 87654321", "Successfully changed the puk code.");
        String wrong = tool("-a verify-pin -P 123456").endsWith(1);
        assertTrue(wrong.contains("2 tries left before pin is blocked"), wrong);
        says("-a unblock-pin -P 87654321 -N 123456", "Successfully unblocked the pin code.");
        says("-a verify-pin -P 123456", "Successfully verified PIN.");
    }

    @Test
    void theManagementKeyIsChanged() throws Exception {
        String key = "0102030405060708090a0b0c0d0e0f101112131415161718";
        says("-a set-mgm-key -n " + key, "Successfully set new management key.");
        String refused = tool("-a set-chuid").endsWith(1);
        assertTrue(refused.contains("Failed authentication with the application."), refused);
        says("-k" + key + " -a set-chuid -a set-ccc", "Successfully set new CCC.");
    }

    @Test
    void aSignatureWithoutAPinIsRefused() throws Exception {
        says("-a read-certificate -s 9a -o @certificate", "");
        String refused = tool("-a test-signature -s 9a -i @certificate").endsWith(1);
        assertTrue(refused.contains("Failed signing test data"), refused);
    }
}
