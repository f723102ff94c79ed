// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

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
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.openpinpad.simulator.card.Terminal;
import org.openpinpad.simulator.card.os.Tlv;
import org.openpinpad.simulator.card.os.TlvReader;

/** The card's keys against the JDK's own cryptography. */
class KeysTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String EC_SIGNATURE = "00 DA 00 C1 09 13 2A8648CE3D030107";
    private static final String EC_DECRYPTION = "00 DA 00 C2 09 12 2A8648CE3D030107";
    private static final byte[] MESSAGE = "OpenPinpad".getBytes(StandardCharsets.US_ASCII);
    /** DigestInfo of SHA-256 before the hash (RFC 8017 §9.2). */
    private static final byte[] SHA256_INFO = HEX.parseHex("3031300d060960864801650304020105000420");

    private final Terminal card = new Terminal(OpenPgpCard.inMemory(Lengths.EXTENDED));

    private static byte[] hash() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    }

    private static RSAPublicKey rsa(byte[] template) throws GeneralSecurityException {
        TlvReader fields = new TlvReader(new TlvReader(template).value(0x7F49));
        BigInteger n = new BigInteger(1, fields.value(0x81));
        BigInteger e = new BigInteger(1, fields.value(0x82));
        return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e));
    }

    private static KeyPair p256() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static ECPublicKey ec(byte[] template, KeyPair sameCurve) throws GeneralSecurityException {
        byte[] point = new TlvReader(new TlvReader(template).value(0x7F49)).value(0x86);
        assertEquals(65, point.length);
        ECPoint w = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        ECPublicKeySpec spec = new ECPublicKeySpec(w, ((ECPublicKey) sameCurve.getPublic()).getParams());
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    }

    private static byte[] point(KeyPair pair) {
        ECPoint w = ((ECPublicKey) pair.getPublic()).getW();
        return Tlv.join(
                new byte[] {4},
                BigIntegers.asUnsignedByteArray(32, w.getAffineX()),
                BigIntegers.asUnsignedByteArray(32, w.getAffineY()));
    }

    @Test
    void aGeneratedRsaKeySignsOnceAVerifyAndCounts() throws GeneralSecurityException {
        card.data(Pins.VERIFY_ADMIN);
        RSAPublicKey key = rsa(card.data("00478000 000002 B600 0000"));
        assertEquals(2048, key.getModulus().bitLength());
        assertEquals(key, rsa(card.data("00478100 000002 B600 0000")));
        assertEquals("010102000300", HEX.formatHex(card.data("00CA00DE00")));

        card.data(Pins.VERIFY_SIGN);
        byte[] signature = card.data("002A9E9A", Tlv.join(SHA256_INFO, hash()));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key);
        verifier.update(MESSAGE);
        assertTrue(verifier.verify(signature));
        assertEquals("000001", HEX.formatHex(card.data("00CA009300")));
        assertEquals("6982", card.send("002A9E9A 01 00 00"), "one PSO:CDS for each VERIFY");
        card.data(Pins.VERIFY_SIGN);
        assertEquals("6a80", card.send("002A9E9A 67" + "00".repeat(103) + "00"), "over 40 % of the modulus");
    }

    @Test
    void anImportedRsaKeyDeciphersAndAuthenticates() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        card.data(Pins.VERIFY_ADMIN);
        for (int crt : new int[] {0xB8, 0xA4}) {
            card.data("00DB3FFF", rsaImport(crt, (RSAPrivateCrtKey) pair.getPrivate()));
        }
        assertEquals("010002020302", HEX.formatHex(card.data("00CA00DE00")));
        assertEquals(pair.getPublic(), rsa(card.data("00478100 000002 B800 0000")));

        card.data(Pins.VERIFY_USER);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
        byte[] cryptogram = Tlv.join(new byte[1], cipher.doFinal(MESSAGE));
        assertArrayEquals(MESSAGE, card.data("002A8086", cryptogram));
        card.data("00 22 41 B8 03 830103");
        assertArrayEquals(MESSAGE, card.data("002A8086", cryptogram), "by key 3, which is the same");

        cryptogram[256] ^= 1;
        assertEquals("6a80", card.send("002A8086 000101" + HEX.formatHex(cryptogram) + "0000"), "broken padding");
        assertEquals("6a80", card.send("002A8086 00010100" + "ff".repeat(256) + "0000"), "beyond the modulus");
        assertEquals("6a80", card.send("002A8086 0000FF00" + "01".repeat(254) + "0000"), "too short");

        byte[] signature = card.data("00880000", Tlv.join(SHA256_INFO, hash()));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(pair.getPublic());
        verifier.update(MESSAGE);
        assertTrue(verifier.verify(signature));
    }

    /** Extended header list with e, p and q (OpenPGP 3.4 §4.4.3.12). */
    private static byte[] rsaImport(int crt, RSAPrivateCrtKey key) {
        byte[] p = BigIntegers.asUnsignedByteArray(128, key.getPrimeP());
        byte[] q = BigIntegers.asUnsignedByteArray(128, key.getPrimeQ());
        return Tlv.of(
                0x4D,
                Tlv.of(crt),
                Tlv.of(0x7F48, HEX.parseHex("9103928180938180")),
                Tlv.of(0x5F48, HEX.parseHex("010001"), p, q));
    }

    @Test
    void aGeneratedEcKeySigns() throws GeneralSecurityException {
        card.data(Pins.VERIFY_ADMIN);
        card.data(EC_SIGNATURE);
        card.data("00 DA 00 C4 01 01");
        ECPublicKey key = ec(card.data("00478000 02 B600 00"), p256());
        card.data(Pins.VERIFY_SIGN);
        for (int i = 0; i < 2; i++) {
            byte[] signature = card.data("002A9E9A 20" + HEX.formatHex(hash()) + "00");
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(MESSAGE);
            assertTrue(verifier.verify(signature));
        }
        assertEquals("6a80", card.send("002A9E9A 13" + "00".repeat(19) + "00"), "no hash has 19 bytes");
        assertEquals("000002", HEX.formatHex(card.data("00CA009300")), "failures do not count");
    }

    @Test
    void anImportedEcKeyAgrees() throws GeneralSecurityException {
        KeyPair own = p256();
        KeyPair other = p256();
        card.data(Pins.VERIFY_ADMIN);
        card.data(EC_DECRYPTION);
        byte[] d = BigIntegers.asUnsignedByteArray(32, ((ECPrivateKey) own.getPrivate()).getS());
        card.data("00DB3FFF", Tlv.of(0x4D, Tlv.of(0xB8), Tlv.of(0x7F48, HEX.parseHex("9220")), Tlv.of(0x5F48, d)));
        assertEquals(own.getPublic(), ec(card.data("00478100 02 B800 00"), own));

        card.data(Pins.VERIFY_USER);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(other.getPublic(), true);
        byte[] point = point(other);
        assertArrayEquals(
                agreement.generateSecret(), card.data("002A8086", Tlv.of(0xA6, Tlv.of(0x7F49, Tlv.of(0x86, point)))));

        point[64] ^= 1;
        byte[] wrong = Tlv.of(0xA6, Tlv.of(0x7F49, Tlv.of(0x86, point)));
        assertEquals("6a80", card.send("002A8086 48" + HEX.formatHex(wrong) + "00"), "not on the curve");
    }

    @Test
    void keysThatAreNoneAreNotImported() {
        card.data(Pins.VERIFY_ADMIN);
        byte[] template = HEX.parseHex("9103928180938180");
        byte[] noPrimes = new byte[259];
        Arrays.fill(noPrimes, (byte) 0xFF);
        byte[] list = Tlv.of(0x4D, Tlv.of(0xB6), Tlv.of(0x7F48, template), Tlv.of(0x5F48, noPrimes));
        assertEquals("6a80", card.send("00DB3FFF 00" + HEX.toHexDigits((short) list.length) + HEX.formatHex(list)));
        card.data(EC_DECRYPTION);
        list = Tlv.of(0x4D, Tlv.of(0xB8), Tlv.of(0x7F48, HEX.parseHex("9220")), Tlv.of(0x5F48, new byte[32]));
        assertEquals("6a80", card.send("00DB3FFF" + HEX.toHexDigits((byte) list.length) + HEX.formatHex(list)));
        assertEquals("010002000300", HEX.formatHex(card.data("00CA00DE00")));
    }

    @Test
    void anotherAlgorithmRemovesTheKeyWithItsFingerprintAndDate() {
        card.data(Pins.VERIFY_ADMIN);
        card.data(EC_SIGNATURE);
        card.data("00478000 02 B600 00");
        card.data("00 DA 00 C7 14" + "aa".repeat(20));
        card.data("00 DA 00 CE 04 5F000000");
        card.data(EC_SIGNATURE);
        assertEquals("010102000300", HEX.formatHex(card.data("00CA00DE00")), "the same algorithm keeps it");
        card.data("00 DA 00 C1 06 010800002000");
        assertEquals("6a88", card.send("00478100 02 B600 00"));
        assertEquals("00".repeat(60), HEX.formatHex(card.data("00CA00C500")));
        assertEquals("00".repeat(12), HEX.formatHex(card.data("00CA00CD00")));
    }
}
