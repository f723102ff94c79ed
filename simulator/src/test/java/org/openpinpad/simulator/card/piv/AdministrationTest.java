// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The management key shown in both ways, computed by the JDK's ciphers (SP 800-73-4 part 2 appendix A.1, A.2). */
class AdministrationTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String PUT = "00 DB 3F FF 08 5C035FC10C 530101";
    private static final String NEW_KEY = "000102030405060708090a0b0c0d0e0f1011121314151617";

    private final PivTerminal card = new PivTerminal(PivCard.inMemory());

    private void setKey(String algorithm) throws GeneralSecurityException {
        card.administer();
        card.exchange("00 FF FF FF 1B" + algorithm + "9B18" + NEW_KEY, "9000");
        card.terminal.data("00 A4 04 00 08 A000000151000000");
        card.terminal.data(PivTerminal.SELECT);
        card.exchange(PUT, "6982");
    }

    private static SecretKeySpec newKey(String algorithm) {
        return new SecretKeySpec(HEX.parseHex(NEW_KEY), algorithm);
    }

    /** External authentication; the answer to the response. */
    private String external(String algorithm, SecretKeySpec key, int flipped) throws GeneralSecurityException {
        byte[] challenge = PivTerminal.part(0x81, card.terminal.data("0087" + algorithm + "9B 04 7C028100 00"));
        byte[] response = PivTerminal.cipher(Cipher.ENCRYPT_MODE, key, challenge);
        response[response.length - 1] ^= (byte) flipped;
        String part = "82" + HEX.toHexDigits((byte) response.length) + HEX.formatHex(response);
        return card.terminal.send("0087" + algorithm + "9B" + PivTerminal.template(part) + "00");
    }

    @ParameterizedTest
    @CsvSource({"03, DESede", "00, DESede", "0A, AES"})
    void eachSideAsksTheOther(String algorithm, String name) throws GeneralSecurityException {
        setKey(algorithm);
        card.mutual(algorithm, newKey(name));
        card.exchange(PUT, "9000");
    }

    @ParameterizedTest
    @CsvSource({"03, DESede", "00, DESede", "0A, AES"})
    void theCardAlonAsks(String algorithm, String name) throws GeneralSecurityException {
        setKey(algorithm);
        assertEquals("9000", external(algorithm, newKey(name), 0));
        card.exchange(PUT, "9000");
    }

    @Test
    void aWrongResponseEndsWhatARightOneGave() throws GeneralSecurityException {
        setKey("0A");
        assertEquals("9000", external("0A", newKey("AES"), 0));
        assertEquals("6982", external("0A", newKey("AES"), 1));
        card.exchange(PUT, "6982");
    }

    @Test
    void aChallengeServesOnce() throws GeneralSecurityException {
        SecretKeySpec key = new SecretKeySpec(HEX.parseHex("0102030405060708".repeat(3)), "DESede");
        byte[] challenge = PivTerminal.part(0x81, card.terminal.data("0087039B 04 7C028100 00"));
        String right = "82 08" + HEX.formatHex(PivTerminal.cipher(Cipher.ENCRYPT_MODE, key, challenge));
        card.exchange("0087039B 04 7C028200 00", "6a80");
        card.exchange("0087039B 0C 7C0A" + right + "00", "6a80");
        card.exchange(PUT, "6982");
    }

    @Test
    void aWitnessEncryptedInsteadOfDecryptedIsWrong() throws GeneralSecurityException {
        String witness = HEX.formatHex(PivTerminal.part(0x80, card.terminal.data("0087039B 04 7C028000 00")));
        card.exchange("0087039B 16 7C14 8008" + witness + "8108 0000000000000000 00", "6982");
        card.exchange(PUT, "6982");
    }

    @Test
    void aWitnessWithoutAChallengeIsNoAuthentication() throws GeneralSecurityException {
        card.terminal.data("0087039B 04 7C028000 00");
        card.exchange("0087039B 0C 7C0A 8008 0000000000000000 00", "6a80");
    }

    @Test
    void theChallengesDiffer() {
        String first = card.terminal.send("0087039B 04 7C028100 00");
        assertEquals(false, first.equals(card.terminal.send("0087039B 04 7C028100 00")));
    }
}
