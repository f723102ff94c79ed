// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.openpinpad.simulator.card.T0Card;
import org.openpinpad.simulator.card.os.TlvReader;

/** A new card from outside: ATR, what is on it, chaining both ways, what ends a security status. */
class PivCardTest {

    private static final HexFormat HEX = HexFormat.of();

    private final PivCard piv = PivCard.inMemory();
    private final PivTerminal card = new PivTerminal(piv);

    private byte[] object(String tag) {
        TlvReader answer = new TlvReader(card.terminal.data("00CB3FFF 000005 5C03" + tag + "0000"));
        byte[] value = answer.value(0x53);
        assertTrue(answer.ok() && !answer.hasMore());
        return value;
    }

    @Test
    void theAtrOffersT1AndItsCheckByteIsRight() {
        byte[] atr = piv.atr();
        assertEquals("3b97188131fe45" + "8031c173c00180", HEX.formatHex(atr, 0, atr.length - 1));
        int check = 0;
        for (int i = 1; i < atr.length; i++) {
            check ^= atr[i];
        }
        assertEquals(0, check);
        assertEquals("3b078031c173c00180", HEX.formatHex(new T0Card(piv).atr()));
    }

    @Test
    void theCertificateOf9AIsSelfSignedForA2048BitRsaKey() throws GeneralSecurityException {
        TlvReader container = new TlvReader(object("5FC105"));
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(container.value(0x70)));
        assertArrayEquals(new byte[1], container.value(0x71), "uncompressed");
        assertArrayEquals(new byte[0], container.value(0xFE));
        certificate.checkValidity();
        certificate.verify(certificate.getPublicKey());
        assertEquals(
                2048, ((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength());
        assertArrayEquals(object("5FC105"), object("5FC105"), "made once");
    }

    @Test
    void theFascNSaysThatNoAgencyIssuedTheCard() {
        TlvReader holder = new TlvReader(object("5FC102"));
        assertEquals("S9999F9999F999999F0F1F0000000000300001E", fascN(holder.value(0x30)));
        assertEquals(4, holder.value(0x34)[6] >> 4, "UUID version");
        assertEquals("2099", new String(holder.value(0x35), StandardCharsets.US_ASCII).substring(0, 4));
    }

    /** 40 characters of 4 bits, least significant first, and odd parity; the last one makes all columns even. */
    private static String fascN(byte[] bytes) {
        String bits = new BigInteger(1, bytes).toString(2);
        assertEquals(200, bits.length());
        StringBuilder text = new StringBuilder();
        int columns = 0;
        for (int i = 0; i < bits.length(); i += 5) {
            int character = Integer.parseInt(
                    new StringBuilder(bits.substring(i, i + 4)).reverse().toString(), 2);
            assertEquals(1, Integer.bitCount(Integer.parseInt(bits.substring(i, i + 5), 2)) % 2, "parity");
            columns ^= character;
            text.append("0123456789?S?F?E".charAt(character));
        }
        assertEquals(0, columns, "LRC");
        return text.substring(0, text.length() - 1);
    }

    @Test
    void eachCardHasIdentifiersOfItsOwn() {
        byte[] holder = object("5FC102");
        byte[] guid = Arrays.copyOfRange(holder, 29, 45);
        assertTrue(HEX.formatHex(object("5FC107")).startsWith("f015a000000116ff02" + HEX.formatHex(guid, 0, 14)));
        card.exchange("00 F8 00 00 00", HEX.formatHex(guid, 0, 4) + "9000");
        assertEquals(
                false,
                Arrays.equals(holder, new PivTerminal(PivCard.inMemory()).terminal.data("00CB3FFF055C035FC10200")));
    }

    @Test
    void aLongObjectIsWrittenByAChainAndReadInPieces() throws GeneralSecurityException {
        card.administer();
        String value = "ab".repeat(300);
        card.exchange("10 DB 3F FF C8 5C035FC10A 5382012C" + value.substring(0, 2 * 191), "9000");
        card.exchange("00 DB 3F FF 6D" + value.substring(2 * 191), "9000");
        String first = card.terminal.send("00 CB 3F FF 05 5C035FC10A 00");
        assertEquals("6130", first.substring(first.length() - 4));
        String second = card.terminal.send("00 C0 00 00 30");
        assertEquals("5382012c" + value + "9000", first.substring(0, 512) + second);
        card.exchange("00 CB 3F FF 000005 5C035FC10A 0000", "5382012c" + value + "9000");
    }

    @Test
    void aCommandWithoutLeIsAnsweredLikeOneWithLe00() {
        card.exchange("00 CB 3F FF 03 5C017E", "7e124f0ba0000003080000100001005f2f0240009000");
    }

    @Test
    void aContainerHasAnEnd() throws GeneralSecurityException {
        card.administer();
        for (String face : new String[] {"31A6|9000", "31A7|6a84"}) {
            String length = face.substring(0, 4);
            int bytes = Integer.parseInt(length, 16);
            String body = "5C035FC108 5382" + length + "00".repeat(bytes);
            card.exchange(
                    "00 DB 3F FF 00" + HEX.toHexDigits((short) (bytes + 9)) + body.replace(" ", ""), face.substring(5));
        }
    }

    @Test
    void pivSelectedAgainKeepsTheSecurityStatusAndAnotherApplicationEndsIt() throws GeneralSecurityException {
        card.verify();
        card.administer();
        card.terminal.data(PivTerminal.SELECT);
        card.exchange("00 A4 04 00 06 D27600012401 00", "6a82");
        card.exchange("00 20 00 80", "9000");
        card.exchange("00 DB 3F FF 08 5C035FC10C 530101", "9000");
        card.terminal.data("00 A4 04 00 08 A000000151000000");
        card.terminal.data(PivTerminal.SELECT);
        card.exchange("00 20 00 80", "63c3");
        card.exchange("00 DB 3F FF 08 5C035FC10C 530101", "6982");
    }

    @Test
    void aResetEndsTheSecurityStatusAndSelectsTheIssuersDomain() throws GeneralSecurityException {
        card.verify();
        card.administer();
        piv.reset();
        card.exchange("00 20 00 80", "6d00");
        card.terminal.data(PivTerminal.SELECT);
        card.exchange("00 20 00 80", "63c3");
        card.exchange("00 DB 3F FF 08 5C035FC10C 530101", "6982");
    }
}
