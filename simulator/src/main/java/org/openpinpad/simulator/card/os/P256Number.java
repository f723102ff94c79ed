// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
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

/** The private number of a key on NIST P-256 (SEC 1 §3.2) and what is computed with it. */
public final class P256Number {

    /** Length of a coordinate, and of a signature's number. */
    public static final int BYTES = 32;

    private static final ECDomainParameters P256 = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

    private final ECPrivateKeyParameters key;

    private P256Number(BigInteger d) {
        this.key = new ECPrivateKeyParameters(d, P256);
    }

    public static P256Number generate() {
        return new P256Number(BigIntegers.createRandomInRange(
                BigInteger.ONE, P256.getN().subtract(BigInteger.ONE), new SecureRandom()));
    }

    /** The key of this private number; empty unless it lies between 1 and the group's order. */
    public static Optional<P256Number> of(BigInteger d) {
        return d.signum() > 0 && d.compareTo(P256.getN()) < 0 ? Optional.of(new P256Number(d)) : Optional.empty();
    }

    /** The public point, uncompressed (04 X Y). */
    public byte[] point() {
        return new FixedPointCombMultiplier()
                .multiply(P256.getG(), key.getD())
                .normalize()
                .getEncoded(false);
    }

    /** ECDSA: r and s. */
    public BigInteger[] sign(byte[] hash) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        return signer.generateSignature(hash);
    }

    /** ECDH: the common point's x coordinate; empty if this is no uncompressed point of the curve. */
    public Optional<byte[]> agree(byte[] point) {
        if (point.length != 1 + 2 * BYTES) {
            return Optional.empty();
        }
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

    /** For the state file. */
    public String encoded() {
        return key.getD().toString(16);
    }

    /** The reverse of {@link #encoded()}. */
    public static Optional<P256Number> decode(String number) {
        return of(new BigInteger(number, 16));
    }
}
