// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.util.encoders.Hex;
import org.openpinpad.simulator.card.os.Tlv;

/** What is on a card when its user gets it. No agency has issued it, and it does not say so. */
final class Delivery {

    /**
     * FASC-N of a card that no federal agency issued (SP 800-73-4 part 1 §3.1.2): agency 9999, system 9999, credential 999999,
     * series 0, issue 1, person 0000000000, organisation's category 3, agency 0000, association 1.
     */
    static final String FASC_N = "D4E739DA739CED39CE739D836858210842108421C84210C3EB";

    /** YYYYMMDD: longer than any test card lives. */
    private static final String EXPIRATION = "20991231";

    private static final X500Name NAME = new X500Name("CN=OpenPinpad simulated PIV card");
    private static final int CERTIFICATE_DAYS = 3650;
    private static final AlgorithmIdentifier SHA256_WITH_RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

    private static final byte[] NONE = {};

    private Delivery() {}

    /** A UUID of version 4 (part 1 §3.4.1). */
    static byte[] guid() {
        UUID uuid = UUID.randomUUID();
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    /** Part 1 table 9. The issuer's signature 3E is empty: there is no issuer. */
    static byte[] cardHolderUniqueIdentifier(byte[] guid) {
        return Tlv.join(
                Tlv.of(0x30, Hex.decode(FASC_N)),
                Tlv.of(0x34, guid),
                Tlv.of(0x35, EXPIRATION.getBytes(StandardCharsets.US_ASCII)),
                Tlv.of(0x3E, NONE),
                Tlv.of(0xFE, NONE));
    }

    /** Part 1 table 8: GSC-IS's RID, no maker (FF), Java Card (02) and 14 bytes of the card's own; version 2.1; data model 10. */
    static byte[] cardCapability(byte[] guid) {
        byte[] identifier = Tlv.join(Hex.decode("A000000116FF02"), Arrays.copyOf(guid, 14));
        return Tlv.join(
                Tlv.of(0xF0, identifier),
                Tlv.of(0xF1, Tlv.bytes(0x21)),
                Tlv.of(0xF2, Tlv.bytes(0x21)),
                Tlv.of(0xF3, NONE),
                Tlv.of(0xF4, Tlv.bytes(0x00)),
                Tlv.of(0xF5, Tlv.bytes(0x10)),
                Tlv.of(0xF6, NONE),
                Tlv.of(0xF7, NONE),
                Tlv.of(0xFA, NONE),
                Tlv.of(0xFB, NONE),
                Tlv.of(0xFC, NONE),
                Tlv.of(0xFD, NONE),
                Tlv.of(0xFE, NONE));
    }

    /** The contents of a certificate's container (part 1 table 10): uncompressed, self-signed (RFC 5280 §4.1). */
    static byte[] certificate(PivKey.Rsa key) {
        return Tlv.join(Tlv.of(0x70, selfSigned(key.values().key())), Tlv.of(0x71, new byte[1]), Tlv.of(0xFE, NONE));
    }

    private static byte[] selfSigned(RSAPrivateCrtKeyParameters key) {
        Instant now = Instant.now();
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(63, new SecureRandom()).add(BigInteger.ONE)));
        generator.setSignature(SHA256_WITH_RSA);
        generator.setIssuer(NAME);
        generator.setSubject(NAME);
        generator.setStartDate(new Time(Date.from(now)));
        generator.setEndDate(new Time(Date.from(now.plus(CERTIFICATE_DAYS, ChronoUnit.DAYS))));
        generator.setSubjectPublicKeyInfo(new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                Der.of(new RSAPublicKey(key.getModulus(), key.getPublicExponent()))));
        TBSCertificate signed = generator.generateTBSCertificate();
        ASN1EncodableVector certificate = new ASN1EncodableVector();
        certificate.add(signed);
        certificate.add(SHA256_WITH_RSA);
        certificate.add(new DERBitString(sign(key, Der.of(signed))));
        return Der.of(new DERSequence(certificate));
    }

    private static byte[] sign(RSAPrivateCrtKeyParameters key, byte[] bytes) {
        RSADigestSigner signer = new RSADigestSigner(new SHA256Digest());
        signer.init(true, key);
        signer.update(bytes, 0, bytes.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("an RSA key of 2048 bits signs every hash", e);
        }
    }
}
