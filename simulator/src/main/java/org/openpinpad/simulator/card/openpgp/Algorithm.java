// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.Optional;
import org.bouncycastle.util.encoders.Hex;

/** The algorithms that a key can have, as algorithm attributes name them (OpenPGP 3.4 §4.4.3.9). */
enum Algorithm {
    RSA_2048,
    NIST_P256;

    private static final String OID_P256 = "2a8648ce3d030107";
    /** Modulus of 2048 bits. */
    private static final String RSA = "010800";

    /** The attributes DO of this algorithm in this key, as announced in FA and set by a factory reset. */
    byte[] attributes(KeyRef key) {
        return Hex.decode(
                switch (this) {
                    case RSA_2048 -> RSA + "002000"; // exponent field of 32 bits, import of e, p, q
                    case NIST_P256 -> ecId(key) + OID_P256;
                });
    }

    /** The algorithm that a host asks for, if the key can have it. */
    static Optional<Algorithm> parse(byte[] attributes, KeyRef key) {
        String hex = Hex.toHexString(attributes);
        // Exponent of 17 or 32 bits; the import format is what the host likes to send, all four are read.
        if (hex.matches(RSA + "00(11|20)0[0-3]")) {
            return Optional.of(RSA_2048);
        }
        return hex.matches(ecId(key) + OID_P256 + "(ff|00)?") ? Optional.of(NIST_P256) : Optional.empty();
    }

    /** ECDH for decryption, ECDSA for the others. */
    private static String ecId(KeyRef key) {
        return key == KeyRef.DECRYPTION ? "12" : "13";
    }
}
