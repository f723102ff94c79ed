// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.openpinpad.simulator.card.Terminal;
import org.openpinpad.simulator.card.VirtualCard;

/** Commands to a card with the default secrets, as tests send them; the management key is the JDK's to compute with. */
final class PivTerminal {

    static final String SELECT = "00 A4 04 00 0B A000000308000010000100 00";
    static final String VERIFY = "00 20 00 80 08 313233343536FFFF";
    static final String WRONG_PIN = "00 20 00 80 08 393939393939FFFF";

    private static final HexFormat HEX = HexFormat.of();
    private static final SecretKeySpec DEFAULT_KEY =
            new SecretKeySpec(HEX.parseHex("0102030405060708".repeat(3)), "DESede");

    final Terminal terminal;

    /** A terminal that has selected PIV. */
    PivTerminal(VirtualCard card) {
        terminal = new Terminal(card);
        terminal.data(SELECT);
    }

    void exchange(String command, String expected) {
        assertEquals(expected, terminal.send(command), command);
    }

    void verify() {
        exchange(VERIFY, "9000");
    }

    /** Has the management key shown and the card's proof of it checked. */
    void administer() throws GeneralSecurityException {
        mutual("03", DEFAULT_KEY);
    }

    /** Mutual authentication (SP 800-73-4 part 2 appendix A.1). */
    void mutual(String algorithm, SecretKeySpec key) throws GeneralSecurityException {
        byte[] witness = part(0x80, terminal.data("0087" + algorithm + "9B 04 7C028000 00"));
        byte[] decrypted = cipher(Cipher.DECRYPT_MODE, key, witness);
        byte[] challenge = Arrays.copyOf(HEX.parseHex("00112233445566778899AABBCCDDEEFF"), witness.length);
        String length = HEX.toHexDigits((byte) witness.length);
        String parts = "80" + length + HEX.formatHex(decrypted) + "81" + length + HEX.formatHex(challenge);
        byte[] response = part(0x82, terminal.data("0087" + algorithm + "9B" + template(parts) + "00"));
        assertArrayEquals(cipher(Cipher.ENCRYPT_MODE, key, challenge), response);
    }

    /** Lc, 7C and its length before the parts. */
    static String template(String parts) {
        int length = parts.length() / 2;
        return HEX.toHexDigits((byte) (length + 2)) + "7C" + HEX.toHexDigits((byte) length) + parts;
    }

    /** The only part of an authentication template of less than 128 bytes. */
    static byte[] part(int tag, byte[] template) {
        assertEquals(0x7C, template[0]);
        assertEquals(template.length - 2, template[1]);
        assertEquals(tag, template[2] & 0xFF);
        assertEquals(template.length - 4, template[3]);
        return Arrays.copyOfRange(template, 4, template.length);
    }

    static byte[] cipher(int mode, SecretKeySpec key, byte[] block) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(key.getAlgorithm() + "/ECB/NoPadding");
        cipher.init(mode, key);
        return cipher.doFinal(block);
    }
}
