// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.openpinpad.simulator.card.os.RsaNumbers;

/** An RSA key of 2048 bits with PKCS #1 v1.5 padding (RFC 8017 §7.2, §8.2). */
final class RsaKey implements CardKey {

    /** OpenPGP 3.4 §7.2.10: a DigestInfo is at most 40 % of the modulus. */
    private static final int MAX_INPUT = RsaNumbers.BYTES * 2 / 5;

    private final RsaNumbers numbers;

    private RsaKey(RsaNumbers numbers) {
        this.numbers = numbers;
    }

    static RsaKey generate() {
        return new RsaKey(RsaNumbers.generate());
    }

    /** The key of these numbers; empty unless they make one of 2048 bits. */
    static Optional<CardKey> of(BigInteger e, BigInteger p, BigInteger q) {
        return RsaNumbers.of(e, p, q).map(RsaKey::new);
    }

    static Optional<CardKey> ofNumbers(String numbers) {
        return RsaNumbers.decode(numbers).map(RsaKey::new);
    }

    @Override
    public byte[] publicKey() {
        return numbers.publicKey();
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
        if (input.length != 1 + RsaNumbers.BYTES || input[0] != 0) {
            return Optional.empty();
        }
        byte[] cryptogram = Arrays.copyOfRange(input, 1, input.length);
        return new BigInteger(1, cryptogram).compareTo(numbers.key().getModulus()) < 0
                ? run(false, cryptogram)
                : Optional.empty();
    }

    private Optional<byte[]> run(boolean signing, byte[] input) {
        PKCS1Encoding engine = new PKCS1Encoding(new RSABlindedEngine());
        engine.init(signing, numbers.key());
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
        return numbers.encoded();
    }
}
