// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** A key on NIST P-256: ECDSA with a hash as input, ECDH with the x coordinate as output. */
final class EcKey implements CardKey {

    private static final int BYTES = 32;
    private static final int MIN_HASH = 20;
    private static final int MAX_HASH = 64;
    private static final ECDomainParameters P256 = domain();

    private final ECPrivateKeyParameters key;

    private EcKey(BigInteger d) {
        this.key = new ECPrivateKeyParameters(d, P256);
    }

    private static ECDomainParameters domain() {
        X9ECParameters curve = CustomNamedCurves.getByName("P-256");
        return new ECDomainParameters(curve);
    }

    static EcKey generate() {
        return new EcKey(BigIntegers.createRandomInRange(
                BigInteger.ONE, P256.getN().subtract(BigInteger.ONE), new SecureRandom()));
    }

    /** The key of this private number; empty unless it lies between 1 and the group's order. */
    static Optional<CardKey> of(BigInteger d) {
        return d.signum() > 0 && d.compareTo(P256.getN()) < 0 ? Optional.of(new EcKey(d)) : Optional.empty();
    }

    static Optional<CardKey> ofNumbers(String numbers) {
        return of(new BigInteger(numbers, 16));
    }

    @Override
    public byte[] publicKey() {
        byte[] point = new FixedPointCombMultiplier()
                .multiply(P256.getG(), key.getD())
                .normalize()
                .getEncoded(false);
        return Tlv.of(0x86, point);
    }

    /** r and s, 32 bytes each. */
    @Override
    public Optional<byte[]> sign(byte[] input) {
        if (input.length < MIN_HASH || input.length > MAX_HASH) {
            return Optional.empty();
        }
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        BigInteger[] rs = signer.generateSignature(input);
        return Optional.of(
                Tlv.join(BigIntegers.asUnsignedByteArray(BYTES, rs[0]), BigIntegers.asUnsignedByteArray(BYTES, rs[1])));
    }

    /** Cipher DO A6 { 7F49 { 86 point } } (§7.2.11). */
    @Override
    public Optional<byte[]> decipher(byte[] input) {
        TlvReader cipher = new TlvReader(input);
        TlvReader template = new TlvReader(cipher.value(0xA6));
        TlvReader publicKey = new TlvReader(template.value(0x7F49));
        byte[] point = publicKey.value(0x86);
        boolean wellFormed = cipher.ok() && template.ok() && publicKey.ok() && point.length == 1 + 2 * BYTES;
        return wellFormed && !cipher.hasMore() ? agree(point) : Optional.empty();
    }

    private Optional<byte[]> agree(byte[] point) {
        ECPublicKeyParameters other;
        try {
            other = new ECPublicKeyParameters(P256.getCurve().decodePoint(point), P256);
        } catch (IllegalArgumentException notOnTheCurve) {
            return Optional.empty();
        }
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(key);
        return Optional.of(BigIntegers.asUnsignedByteArray(BYTES, agreement.calculateAgreement(other)));
    }

    @Override
    public Algorithm algorithm() {
        return Algorithm.NIST_P256;
    }

    @Override
    public String numbers() {
        return key.getD().toString(16);
    }
}
