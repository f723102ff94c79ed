// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.util.BigIntegers;

/** An RSA key of 2048 bits with PKCS #1 v1.5 padding (RFC 8017 §7.2, §8.2). */
final class RsaKey implements CardKey {

    private static final int BITS = 2048;
    private static final int BYTES = BITS / 8;
    /** OpenPGP 3.4 §7.2.10: a DigestInfo is at most 40 % of the modulus. */
    private static final int MAX_INPUT = BYTES * 2 / 5;

    private static final BigInteger F4 = BigInteger.valueOf(65_537);
    private static final int CERTAINTY = 100;

    private final RSAPrivateCrtKeyParameters key;

    private RsaKey(RSAPrivateCrtKeyParameters key) {
        this.key = key;
    }

    static RsaKey generate() {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(F4, new SecureRandom(), BITS, CERTAINTY));
        return new RsaKey(
                (RSAPrivateCrtKeyParameters) generator.generateKeyPair().getPrivate());
    }

    /** The key of these numbers; empty unless they make one of 2048 bits. */
    static Optional<CardKey> of(BigInteger e, BigInteger p, BigInteger q) {
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
                new RsaKey(new RSAPrivateCrtKeyParameters(n, e, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p))));
    }

    static Optional<CardKey> ofNumbers(String numbers) {
        String[] parts = numbers.split(":", -1);
        return parts.length == 3
                ? of(new BigInteger(parts[0], 16), new BigInteger(parts[1], 16), new BigInteger(parts[2], 16))
                : Optional.empty();
    }

    @Override
    public byte[] publicKey() {
        return Tlv.join(
                Tlv.of(0x81, BigIntegers.asUnsignedByteArray(BYTES, key.getModulus())),
                Tlv.of(0x82, BigIntegers.asUnsignedByteArray(key.getPublicExponent())));
    }

    @Override
    public Optional<byte[]> sign(byte[] input) {
        if (input.length == 0 || input.length > MAX_INPUT) {
            return Optional.empty();
        }
        return run(true, input);
    }

    /** The padding indicator 00 and the cryptogram (§7.2.11). */
    @Override
    public Optional<byte[]> decipher(byte[] input) {
        if (input.length != 1 + BYTES || input[0] != 0) {
            return Optional.empty();
        }
        byte[] cryptogram = Arrays.copyOfRange(input, 1, input.length);
        return new BigInteger(1, cryptogram).compareTo(key.getModulus()) < 0
                ? run(false, cryptogram)
                : Optional.empty();
    }

    private Optional<byte[]> run(boolean signing, byte[] input) {
        PKCS1Encoding engine = new PKCS1Encoding(new RSABlindedEngine());
        engine.init(signing, key);
        try {
            return Optional.of(engine.processBlock(input, 0, input.length));
        } catch (InvalidCipherTextException e) {
            return Optional.empty();
        }
    }

    @Override
    public Algorithm algorithm() {
        return Algorithm.RSA_2048;
    }

    @Override
    public String numbers() {
        return key.getPublicExponent().toString(16) + ":" + key.getP().toString(16) + ":"
                + key.getQ().toString(16);
    }
}
