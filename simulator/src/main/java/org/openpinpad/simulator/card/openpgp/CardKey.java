// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.Optional;

/** A private key in one of the three places. */
sealed interface CardKey permits RsaKey, EcKey {

    /** The contents of the public key template 7F49 (OpenPGP 3.4 §7.2.14). */
    byte[] publicKey();

    /** PSO:CDS and INTERNAL AUTHENTICATE (§7.2.10, §7.2.13); empty if the input's length is impossible. */
    Optional<byte[]> sign(byte[] input);

    /** PSO:DECIPHER (§7.2.11); empty if the input is no cryptogram for this key. */
    Optional<byte[]> decipher(byte[] input);

    Algorithm algorithm();

    /** The private numbers, joined by colons, for the state file. */
    String numbers();

    static CardKey generate(Algorithm algorithm) {
        return switch (algorithm) {
            case RSA_2048 -> RsaKey.generate();
            case NIST_P256 -> EcKey.generate();
        };
    }

    /** The reverse of {@link #numbers()}; empty if they are no key. */
    static Optional<CardKey> ofNumbers(Algorithm algorithm, String numbers) {
        return switch (algorithm) {
            case RSA_2048 -> RsaKey.ofNumbers(numbers);
            case NIST_P256 -> EcKey.ofNumbers(numbers);
        };
    }
}
