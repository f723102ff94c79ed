// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.util.BigIntegers;
import org.openpinpad.simulator.card.os.P256Number;
import org.openpinpad.simulator.card.os.RsaNumbers;
import org.openpinpad.simulator.card.os.Tlv;

/** A private key in one of the four places. */
sealed interface PivKey {

    Algorithm algorithm();

    /** The data objects in a public key template 7F49 (SP 800-73-4 part 2 §3.3.2). */
    byte[] publicKey();

    /** The response 82 to a challenge 81 (part 2 appendix A.3, A.4); empty if the challenge is none for this key. */
    Optional<byte[]> respond(byte[] challenge);

    /** The response 82 to another's public key 85 (appendix A.5); empty if this key or that one cannot. */
    Optional<byte[]> agree(byte[] point);

    /** The private numbers, for the state file. */
    String numbers();

    static PivKey generate(Algorithm algorithm) {
        return switch (algorithm) {
            case RSA_2048 -> new Rsa(RsaNumbers.generate());
            case ECC_P256 -> new P256(P256Number.generate());
        };
    }

    /** The reverse of {@link #numbers()}; empty if they are no key. */
    static Optional<PivKey> ofNumbers(Algorithm algorithm, String numbers) {
        return switch (algorithm) {
            case RSA_2048 -> RsaNumbers.decode(numbers).map(Rsa::new);
            case ECC_P256 -> P256Number.decode(numbers).map(P256::new);
        };
    }

    /** The bare RSA operation: padding is the host's. */
    record Rsa(RsaNumbers values) implements PivKey {

        @Override
        public Algorithm algorithm() {
            return Algorithm.RSA_2048;
        }

        @Override
        public byte[] publicKey() {
            return values.publicKey();
        }

        @Override
        public Optional<byte[]> respond(byte[] challenge) {
            boolean fits = challenge.length == RsaNumbers.BYTES
                    && new BigInteger(1, challenge).compareTo(values.key().getModulus()) < 0;
            if (!fits) {
                return Optional.empty();
            }
            RSABlindedEngine engine = new RSABlindedEngine();
            engine.init(true, values.key());
            byte[] number = engine.processBlock(challenge, 0, challenge.length);
            return Optional.of(BigIntegers.asUnsignedByteArray(RsaNumbers.BYTES, new BigInteger(1, number)));
        }

        @Override
        public Optional<byte[]> agree(byte[] point) {
            return Optional.empty();
        }

        @Override
        public String numbers() {
            return values.encoded();
        }
    }

    /** ECDSA of a hash, as Ecdsa-Sig-Value (RFC 3279 §2.2.3), and ECDH. */
    record P256(P256Number number) implements PivKey {

        /** SHA-1's length; SHA-256's is the curve's. */
        private static final int MIN_HASH = 20;

        @Override
        public Algorithm algorithm() {
            return Algorithm.ECC_P256;
        }

        @Override
        public byte[] publicKey() {
            return Tlv.of(0x86, number.point());
        }

        @Override
        public Optional<byte[]> respond(byte[] challenge) {
            if (challenge.length < MIN_HASH || challenge.length > P256Number.BYTES) {
                return Optional.empty();
            }
            BigInteger[] rs = number.sign(challenge);
            ASN1Integer[] sequence = {new ASN1Integer(rs[0]), new ASN1Integer(rs[1])};
            return Optional.of(Der.of(new DERSequence(sequence)));
        }

        @Override
        public Optional<byte[]> agree(byte[] point) {
            return number.agree(point);
        }

        @Override
        public String numbers() {
            return number.encoded();
        }
    }
}
