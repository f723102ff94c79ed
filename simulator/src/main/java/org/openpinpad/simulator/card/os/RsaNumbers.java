// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.util.BigIntegers;

/** The numbers of an RSA key of 2048 bits (RFC 8017 §3.2). */
public final class RsaNumbers {

    public static final int BYTES = 2048 / 8;

    private static final int BITS = 8 * BYTES;
    private static final BigInteger F4 = BigInteger.valueOf(65_537);
    private static final int CERTAINTY = 100;

    private final RSAPrivateCrtKeyParameters key;

    private RsaNumbers(RSAPrivateCrtKeyParameters key) {
        this.key = key;
    }

    /** A new key; takes about a second. */
    public static RsaNumbers generate() {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(F4, new SecureRandom(), BITS, CERTAINTY));
        return new RsaNumbers(
                (RSAPrivateCrtKeyParameters) generator.generateKeyPair().getPrivate());
    }

    /** The key of these numbers; empty unless they make one of 2048 bits. */
    public static Optional<RsaNumbers> of(BigInteger e, BigInteger p, BigInteger q) {
        BigInteger n = p.multiply(q);
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        boolean plausible = n.bitLength() == BITS
                && p.bitLength() == BITS / 2
                && q.bitLength() == BITS / 2
                && !p.equals(q)
                && e.testBit(0)
                && e.compareTo(BigInteger.TWO) > 0
                && e.bitLength() <= 32;
        if (!plausible || !p.isProbablePrime(CERTAINTY) || !q.isProbablePrime(CERTAINTY)) {
            return Optional.empty();
        }
        BigInteger phi = p1.multiply(q1);
        if (!e.gcd(phi).equals(BigInteger.ONE)) {
            return Optional.empty();
        }
        BigInteger d = e.modInverse(phi);
        return Optional.of(
                new RsaNumbers(new RSAPrivateCrtKeyParameters(n, e, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p))));
    }

    public RSAPrivateCrtKeyParameters key() {
        return key;
    }

    /** Modulus 81 and exponent 82, as public key templates have them (ISO 7816-8 §5.4). */
    public byte[] publicKey() {
        return Tlv.join(
                Tlv.of(0x81, BigIntegers.asUnsignedByteArray(BYTES, key.getModulus())),
                Tlv.of(0x82, BigIntegers.asUnsignedByteArray(key.getPublicExponent())));
    }

    /** For the state file. */
    public String encoded() {
        return key.getPublicExponent().toString(16) + ":" + key.getP().toString(16) + ":"
                + key.getQ().toString(16);
    }

    /** The reverse of {@link #encoded()}. */
    public static Optional<RsaNumbers> decode(String numbers) {
        String[] parts = numbers.split(":", -1);
        return parts.length == 3
                ? of(new BigInteger(parts[0], 16), new BigInteger(parts[1], 16), new BigInteger(parts[2], 16))
                : Optional.empty();
    }
}
