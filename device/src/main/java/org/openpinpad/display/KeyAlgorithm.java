// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/**
 * A key's algorithm, as far as the card or the command has told it.
 *
 * @param bits length of an RSA modulus; 0 where the name says all
 */
public record KeyAlgorithm(Name name, int bits) {

    /** The algorithm is not known. */
    public static final KeyAlgorithm UNKNOWN = new KeyAlgorithm(Name.UNKNOWN, 0);

    /** Names as they are written in every language. */
    public enum Name {
        UNKNOWN(""),
        RSA("RSA"),
        P256("NIST P-256"),
        P384("NIST P-384"),
        P521("NIST P-521"),
        BRAINPOOL_P256("Brainpool P256"),
        BRAINPOOL_P384("Brainpool P384"),
        BRAINPOOL_P512("Brainpool P512"),
        SECP256K1("secp256k1"),
        ED25519("Ed25519"),
        X25519("X25519"),
        TRIPLE_DES("3DES"),
        AES("AES");

        private final String label;

        Name(String label) {
            this.label = label;
        }
    }

    /** Such as {@code RSA 2048}; empty when the algorithm is not known. */
    String label() {
        return bits > 0 ? name.label + " " + bits : name.label;
    }
}
