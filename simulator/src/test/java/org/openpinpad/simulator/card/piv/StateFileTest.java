// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.simulator.card.os.StateFile;

class StateFileTest {

    private static final String TITLE = "OpenPinpad-PIV-card 1";
    private static final String NEW_KEY = "000102030405060708090a0b0c0d0e0f1011121314151617";
    private static final String CERTIFICATE_9A = "00CB3FFF 000005 5C035FC105 0000";
    private static final String SIGN = "0087119E 26 7C24 8200 8120" + "11".repeat(32) + "00";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("card");
    }

    private PivTerminal card() throws IOException {
        return new PivTerminal(PivCard.keptIn(file));
    }

    @Test
    void everythingIsThereAgain() throws IOException, GeneralSecurityException {
        PivTerminal card = card();
        byte[] holder = card.terminal.data("00CB3FFF055C035FC10200");
        String serial = card.terminal.send("00F8000000");
        byte[] certificate = card.terminal.data(CERTIFICATE_9A);
        card.administer();
        card.terminal.data("0047009E 05 AC03800111 00");
        byte[] signature = card.terminal.data(SIGN);
        card.terminal.data("00DB3FFF 08 5C035FC10C 530142");
        card.exchange("00 FF FF FF 1B 0A9B18" + NEW_KEY, "9000");
        card.exchange("00 24 00 80 10 313233343536FFFF 3635343332313030", "9000");
        card.exchange(PivTerminal.WRONG_PIN, "63c2");
        card.exchange("00 24 00 81 10 3132333435363738 4142434445464748", "9000");

        card = card();
        card.exchange("00 20 00 80", "63c2");
        assertArrayEquals(holder, card.terminal.data("00CB3FFF055C035FC10200"));
        card.exchange("00F8000000", serial);
        assertArrayEquals(certificate, card.terminal.data(CERTIFICATE_9A));
        assertArrayEquals(signature, card.terminal.data(SIGN), "by RFC 6979 the same");
        card.exchange("00CB3FFF055C035FC10C00", "5301429000");
        card.mutual("0A", new SecretKeySpec(HexFormat.of().parseHex(NEW_KEY), "AES"));
        card.exchange("00 20 00 80 08 3635343332313030", "9000");
        card.exchange("00 2C 00 80 10 4142434445464748 313233343536FFFF", "9000");
    }

    @Test
    void theFirstKeyIsMadeWhenItIsWantedAndThenKept() throws IOException, GeneralSecurityException {
        PivTerminal card = card();
        assertTrue(Files.readString(file).contains("first-key-due true"));
        assertFalse(Files.readString(file).contains("key PIV_AUTHENTICATION"));
        card.terminal.data(CERTIFICATE_9A);
        assertTrue(Files.readString(file).contains("first-key-due false"));
        assertTrue(Files.readString(file).contains("key PIV_AUTHENTICATION:RSA_2048:"));
    }

    @Test
    void aKeyOfTheUsersOwnComesInItsPlaceWithoutItsCertificate() throws IOException, GeneralSecurityException {
        PivTerminal card = card();
        card.administer();
        card.terminal.data("0047009A 05 AC03800111 00");
        card.exchange(CERTIFICATE_9A, "6a82");
        card().exchange(CERTIFICATE_9A, "6a82");
    }

    @Test
    void aTryIsLostForGoodBeforeItsAnswer() throws IOException {
        for (int left = 2; left >= 0; left--) {
            card().exchange(PivTerminal.WRONG_PIN, "63c" + left);
        }
        card().exchange(PivTerminal.VERIFY, "6983");
    }

    @Test
    void theFileIsTheOwnersAloneAndHoldsNoPin() throws IOException {
        card();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String text = Files.readString(file);
        assertFalse(text.contains("123456") || text.contains("313233343536"));
    }

    @Test
    void anOpenPgpCardIsNoPivCard() throws IOException {
        write("OpenPinpad-OpenPGP-card 1");
        refused("line 1 makes no sense");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "serial 12",
                "serial xyz",
                "first-key-due maybe",
                "PIN 4:8:00:00",
                "PUK",
                "management TDES:00",
                "management DES:000102030405060708090a0b0c0d0e0f1011121314151617",
                "key PIV_AUTHENTICATION:ECC_P256:0",
                "key PIV_AUTHENTICATION:RSA_2048:3:5:7",
                "key NONE:ECC_P256:1",
                "key PIV_AUTHENTICATION:DSA:1",
                "key PIV_AUTHENTICATION",
                "object 5FC199:00",
                "object 7E:00",
                "object 5FC102:0",
                "object 5FC102"
            })
    void linesThatMakeNoSenseAreNamed(String line) throws IOException {
        write(TITLE + "\n" + line);
        refused("line 2 makes no sense");
    }

    private void write(String lines) throws IOException {
        String text = lines + "\n";
        Files.writeString(file, text + StateFile.checksum(text), StandardCharsets.US_ASCII);
    }

    private void refused(String why) {
        IOException refused = assertThrows(IOException.class, this::card);
        assertEquals(
                "The card's state in " + file + " cannot be used: " + why
                        + "; remove the file to begin with a new card.",
                refused.getMessage());
    }
}
