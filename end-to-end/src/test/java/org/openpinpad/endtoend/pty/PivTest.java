// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenSC's PIV driver with a PIV card in the reader: its PINs are typed at the panel, its keys used, its containers filled. */
class PivTest extends PluggedIn {

    private static final String PIN = "Enter PIN: PIV PIN (80)";
    /** The management key of a new card, as piv-tool wants it in a file. */
    private static final String MANAGEMENT_KEY = "01:02:03:04:05:06:07:08" + ":01:02:03:04:05:06:07:08".repeat(2);

    private static final String SELECT = "00A4040005A000000308";
    /** PC/SC part 10: ASCII in blocks of 8 bytes at 0 and 8, 6 to 8 digits, old, new and repeated; padded by FF. */
    private static final String CHANGE = "1E00" + "8208000008" + "0806" + "0302030904000102" + "000000" + "15000000"
            + "0024008010" + "FF".repeat(16);

    @Override
    List<String> readerOptions() {
        return List.of("--card", "piv");
    }

    @BeforeEach
    void needTheModule() throws IOException {
        DebianPackages.pkcs11Module();
    }

    @Test
    void pkcs11ToolFindsTheTokenAndTheKeyThatCameWithIt() throws Exception {
        String slots = run("pkcs11-tool", "-L");
        assertTrue(slots.contains("PIN pad present") && slots.contains("piv_II"), slots);
        String objects = run("pkcs11-tool", "-O");
        assertTrue(objects.contains("Certificate for PIV Authentication"), objects);
        assertTrue(objects.contains("Public Key Object; RSA 2048 bits"), objects);
    }

    @Test
    void pkcs11LoginTakesThePinFromThePanel() throws Exception {
        HostProgram login = start("pkcs11-tool", "--login", "-O");
        reader.whenShown(PIN, "123456O");
        String output = login.endsWith(0);
        assertTrue(output.contains("Private Key Object; RSA"), output);
        reader.shows("PIN correct");
        reader.refusedNothing();
    }

    @ParameterizedTest
    @CsvSource({
        "111111O,   CKR_PIN_INCORRECT,     Wrong PIN: 2 tries left",
        "12345678O, CKR_PIN_INCORRECT,     Wrong PIN: 2 tries left",
        "12X,       CKR_FUNCTION_CANCELED, Cancelled",
        "12OO,      CKR_PIN_LEN_RANGE,     PIN too short: At least 4 digits",
    })
    void pkcs11LoginFailsWith(String keys, String error, String display) throws Exception {
        HostProgram login = start("pkcs11-tool", "--login", "-O");
        reader.whenShown(PIN, keys);
        fails(login, 1, error);
        reader.shows(display);
    }

    @Test
    void afterThreeWrongPinsTheRightOneDoesNotHelpUntilThePukHasBeenTyped() throws Exception {
        for (String left : new String[] {"2 tries left", "1 try left", "No tries left"}) {
            HostProgram login = start("pkcs11-tool", "--login", "-O");
            reader.whenShown(PIN, "111111O");
            login.endsWith(1);
            reader.shows(left);
        }
        HostProgram login = start("pkcs11-tool", "--login", "-O");
        reader.whenShown(PIN, "123456O");
        fails(login, 1, "CKR_PIN_LOCKED");
        reader.shows("PIN BLOCKED");
        HostProgram unblock = start("pkcs15-tool", "--unblock-pin", "--use-pinpad", "--auth-id", "01");
        reader.whenShown("PIV unblock PIN (80)", "12345678O");
        reader.whenShown("New PIN: PIV unblock PIN (80)", "654321O");
        reader.whenShown("Repeat PIN: PIV unblock PIN (80)", "654321O");
        unblock.endsWith(0);
        verifies("654321O");
    }

    /** OpenSC 0.23's PIV driver wants to see the new PIN's length before it asks anybody, as {@code piv_pin_cmd} says. */
    @ParameterizedTest
    @CsvSource({
        "pkcs11-tool --change-pin, 1, CKR_PIN_LEN_RANGE",
        "pkcs15-tool --change-pin --use-pinpad --auth-id 01, 2, Invalid PIN length",
    })
    void openScCannotHaveThePinChangedAtThePanel(String program, int code, String reason) throws Exception {
        fails(start(program.split(" ")), code, reason);
        verifies("123456O");
    }

    @Test
    void anotherProgramCan() throws Exception {
        HostProgram change = start(JavaProgram.command(PartTen.class.getName(), "MODIFY", CHANGE, SELECT)
                .toArray(String[]::new));
        reader.whenShown("Old PIN: PIV change PIN (80)", "123456O");
        reader.whenShown("New PIN: PIV change PIN (80)", "87654321O");
        reader.whenShown("Repeat PIN: PIV change PIN (80)", "87654321O");
        assertEquals("answer 9000", change.endsWith(0).strip());
        reader.shows("PIN changed");
        verifies("87654321O");
        HostProgram login = start("pkcs11-tool", "--login", "-O");
        reader.whenShown(PIN, "123456O");
        fails(login, 1, "CKR_PIN_INCORRECT");
    }

    private void verifies(String keys) throws Exception {
        HostProgram verify = start("pkcs15-tool", "--verify-pin", "--use-pinpad", "--auth-id", "01");
        reader.whenShown(PIN, keys);
        verify.endsWith(0);
        reader.shows("PIN correct");
    }

    @Test
    void key9ASignsAfterAPinOnThePanelAndJavaFindsTheSignatureGood() throws Exception {
        Path message = Files.writeString(dir.resolve("message"), "Meet me at noon.\n");
        Path signature = dir.resolve("signature");
        HostProgram sign = start(
                "pkcs11-tool",
                "--login",
                "--sign",
                "--id",
                "01",
                "-m",
                "SHA256-RSA-PKCS",
                "-i",
                message.toString(),
                "-o",
                signature.toString());
        reader.whenShown(PIN, "123456O");
        sign.endsWith(0);
        reader.shows("Key used: LOG IN with PIV authentication key, RSA 2048, SHA-256 digest");
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(certificate("01"));
        verifier.update(Files.readAllBytes(message));
        assertTrue(verifier.verify(Files.readAllBytes(signature)));
    }

    private X509Certificate certificate(String id) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = dir.resolve("certificate");
        run("pkcs11-tool", "--read-object", "--type", "cert", "--id", id, "-o", file.toString());
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void pivToolShowsTheManagementKeyAndPutsACertificateOnTheCard() throws Exception {
        String name = "/CN=Certificate by openssl";
        String key = dir.resolve("key").toString();
        String made = dir.resolve("made").toString();
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", made, "-subj", name);
        Path managementKey = Files.writeString(dir.resolve("management"), MANAGEMENT_KEY);
        Map<String, String> environment = Map.of("PIV_EXT_AUTH_KEY", managementKey.toString());
        // Its exit code is the number of bytes that it wrote.
        String put = "piv-tool -A M:9B:03 -C 9A -i " + made + " || true";
        DebianPackages.needProgram("piv-tool");
        start(environment, "", List.of("sh", "-c", put)).endsWith(0);
        assertEquals(
                "CN=Certificate by openssl",
                certificate("01").getSubjectX500Principal().getName());
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11-tool --login --pin 123456 -O, 1, CKR_GENERAL_ERROR",
        "pkcs15-tool --verify-pin --pin 123456 --auth-id 01, 255, Card command failed",
        "opensc-tool -s 00A4040005A000000308 -s 0020008008313233343536FFFF, 0, 'SW1=0x64, SW2=0x04'",
        "opensc-tool -s 00A4040005A000000308 -s 0024008010313233343536FFFF363534333231FFFF, 0, 'SW1=0x64, SW2=0x04'",
        "opensc-tool -s 00A4040005A000000308 -s 002C0080103132333435363738363534333231FFFF, 0, 'SW1=0x64, SW2=0x04'",
    })
    void aPinOfThePcIsRefused(String program, int code, String answer) throws Exception {
        fails(start(program.split(" ")), code, answer);
        reader.showsRefusal();
        String tries = run("opensc-tool", "-s", "00A4040005A000000308", "-s", "00200080");
        assertTrue(tries.contains("SW1=0x63, SW2=0xC3"), tries);
    }

    private static void fails(HostProgram program, int code, String reason) throws Exception {
        String output = program.endsWith(code);
        assertTrue(output.contains(reason), output);
    }
}
