// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.simulator.card.os.Tlv;
import org.openpinpad.simulator.card.os.TlvReader;

/** The card's keys against the JDK's own cryptography (SP 800-73-4 part 2 appendix A.3 to A.5). */
class KeysTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] MESSAGE = "OpenPinpad".getBytes(StandardCharsets.US_ASCII);
    /** DigestInfo of SHA-256 before the hash (RFC 8017 §9.2). */
    private static final byte[] SHA256_INFO = HEX.parseHex("3031300d060960864801650304020105000420");

    private final PivTerminal card = new PivTerminal(PivCard.inMemory());

    @BeforeEach
    void administer() throws GeneralSecurityException {
        card.administer();
    }

    private static byte[] hash() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    }

    private static byte[] padded() throws GeneralSecurityException {
        byte[] info = Tlv.join(SHA256_INFO, hash());
        byte[] padding = new byte[256 - 3 - info.length];
        Arrays.fill(padding, (byte) 0xFF);
        return Tlv.join(Tlv.bytes(0, 1), padding, new byte[1], info);
    }

    private static String asking(byte[] challenge) {
        return body(Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x81, challenge)));
    }

    private static String body(byte[] body) {
        return "00" + HEX.toHexDigits((short) body.length) + HEX.formatHex(body) + "0000";
    }

    private byte[] use(String algorithmAndKey, byte[] challenge) {
        return response(card.terminal.data("0087" + algorithmAndKey + asking(challenge)));
    }

    private static byte[] response(byte[] answer) {
        TlvReader template = new TlvReader(answer);
        return new TlvReader(template.value(0x7C)).value(0x82);
    }

    private PublicKey generateRsa(String reference) throws GeneralSecurityException {
        TlvReader key = new TlvReader(card.terminal.data("004700" + reference + "000005 AC03800107 0000"));
        TlvReader fields = new TlvReader(key.value(0x7F49));
        BigInteger n = new BigInteger(1, fields.value(0x81));
        assertEquals(2048, n.bitLength());
        BigInteger e = new BigInteger(1, fields.value(0x82));
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e));
    }

    private static KeyPair p256() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private ECPublicKey generateEc(String reference) throws GeneralSecurityException {
        TlvReader key = new TlvReader(card.terminal.data("004700" + reference + "05 AC03800111 00"));
        byte[] point = new TlvReader(key.value(0x7F49)).value(0x86);
        assertEquals(65, point.length);
        ECPoint w = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        ECPublicKeySpec spec = new ECPublicKeySpec(w, ((ECPublicKey) p256().getPublic()).getParams());
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    }

    private static void valid(String algorithm, PublicKey key, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        verifier.update(MESSAGE);
        assertTrue(verifier.verify(signature));
    }

    @Test
    void anRsaKeySignsWhatTheHostPaddedAndDecryptsWhatTheHostUnpads() throws GeneralSecurityException {
        PublicKey key = generateRsa("9A");
        card.verify();
        valid("SHA256withRSA", key, use("079A", padded()));
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        byte[] clear = use("079A", cipher.doFinal(MESSAGE));
        assertEquals(256, clear.length);
        assertEquals("0002", HEX.formatHex(clear, 0, 2));
        assertArrayEquals(MESSAGE, Arrays.copyOfRange(clear, 256 - MESSAGE.length, 256));
        byte[] tooGreat = new byte[256];
        Arrays.fill(tooGreat, (byte) 0xFF);
        card.exchange("0087079A" + asking(tooGreat), "6a80");
    }

    @Test
    void anRsaChallengeMayComeInShortCommands() throws GeneralSecurityException {
        PublicKey key = generateRsa("9E");
        String body = HEX.formatHex(Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x81, padded())));
        card.exchange("10 87 07 9E FF" + body.substring(0, 510), "9000");
        String length = HEX.toHexDigits((byte) (body.length() / 2 - 255));
        String first = card.terminal.send("00 87 07 9E" + length + body.substring(510) + "00");
        assertEquals("6108", first.substring(512));
        byte[] answer = HEX.parseHex(
                first.substring(0, 512) + card.terminal.send("00 C0 00 00 08").substring(0, 16));
        valid("SHA256withRSA", key, response(answer));
    }

    @Test
    void thePinServesForMoreThanOneUseOf9AAnd9D() throws GeneralSecurityException {
        ECPublicKey authentication = generateEc("9A");
        ECPublicKey management = generateEc("9D");
        card.exchange("0087119A" + asking(hash()), "6982");
        card.exchange("0087119D" + asking(hash()), "6982");
        card.verify();
        for (int i = 0; i < 2; i++) {
            valid("SHA256withECDSA", authentication, use("119A", hash()));
            valid("SHA256withECDSA", management, use("119D", hash()));
        }
    }

    @Test
    void each9CSignatureTakesAPinOfItsOwn() throws GeneralSecurityException {
        ECPublicKey key = generateEc("9C");
        card.exchange("0087119C" + asking(hash()), "6982");
        card.verify();
        valid("SHA256withECDSA", key, use("119C", hash()));
        card.exchange("0087119C" + asking(hash()), "6982");
        card.exchange("00 20 00 80", "9000");
        card.exchange("0087119C" + asking(hash()), "6982");
        card.verify();
        valid("SHA256withECDSA", key, use("119C", hash()));
    }

    @ParameterizedTest
    @CsvSource({
        "00 20 00 80,                       asked for tries",
        "00 20 00 80 08 393939393939FFFF,   a wrong PIN",
        "00 20 00 80 06 313233343536,       no PIN",
        "00 24 00 80 10 313233343536FFFF 313233343536FFFF, a change",
        "00 FD 00 00 00,                    the version",
        "00 B0 00 00 00,                    no instruction",
    })
    void anyCommandBetweenPinAndSignatureIsOneTooMany(String command, String why) throws GeneralSecurityException {
        generateEc("9C");
        card.verify();
        card.terminal.send(command);
        assertEquals("6982", card.terminal.send("0087119C" + asking(hash())), why);
    }

    @Test
    void theCardAuthenticationKeyTakesNoPin() throws GeneralSecurityException {
        valid("SHA256withECDSA", generateEc("9E"), use("119E", hash()));
    }

    @Test
    void anEcKeyAgrees() throws GeneralSecurityException {
        ECPublicKey own = generateEc("9D");
        KeyPair other = p256();
        ECPoint w = ((ECPublicKey) other.getPublic()).getW();
        byte[] point = Tlv.join(
                new byte[] {4},
                BigIntegers.asUnsignedByteArray(32, w.getAffineX()),
                BigIntegers.asUnsignedByteArray(32, w.getAffineY()));
        card.verify();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(other.getPrivate());
        agreement.doPhase(own, true);
        byte[] template = Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x85, point));
        assertArrayEquals(agreement.generateSecret(), response(card.terminal.data("0087119D" + body(template))));

        byte[] three = Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x81, hash()), Tlv.of(0x85, point));
        card.exchange("0087119D" + body(three), "6a80");
        point[64] ^= 1;
        card.exchange("0087119D" + body(Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x85, point))), "6a80");
    }

    @Test
    void anEcChallengeIsAHash() throws GeneralSecurityException {
        generateEc("9E");
        for (String refused : new String[] {"00".repeat(19), "00".repeat(33)}) {
            card.exchange("0087119E" + asking(HEX.parseHex(refused)), "6a80");
        }
        assertTrue(use("119E", new byte[20]).length > 0);
    }
}
