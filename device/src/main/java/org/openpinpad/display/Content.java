// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Objects;

/**
 * What a key is applied to.
 *
 * @param hash the digest's algorithm, if the data say so
 * @param length bytes of the digest, or of the data where no algorithm is told
 * @param first the first four of them, the very first in the highest byte; missing ones are 0
 */
public record Content(Kind kind, Hash hash, int length, int first) {

    /** What is known of it. */
    public enum Kind {
        /** There is none, or none that tells a user anything. */
        NONE,
        DIGEST,
        BYTES,
        /** Secure messaging hides it. */
        HIDDEN,
        /** It came in parts that the reader could not follow. */
        NOT_KNOWN
    }

    /** Digest algorithms by the names of FIPS 180-4 and 202. */
    public enum Hash {
        UNKNOWN(""),
        MD5("MD5"),
        SHA_1("SHA-1"),
        SHA_224("SHA-224"),
        SHA_256("SHA-256"),
        SHA_384("SHA-384"),
        SHA_512("SHA-512"),
        RIPEMD_160("RIPEMD-160"),
        SHA3_256("SHA3-256"),
        SHA3_384("SHA3-384"),
        SHA3_512("SHA3-512");

        private final String label;

        Hash(String label) {
            this.label = label;
        }
    }

    public static final Content NONE = new Content(Kind.NONE, Hash.UNKNOWN, 0, 0);
    public static final Content HIDDEN = new Content(Kind.HIDDEN, Hash.UNKNOWN, 0, 0);
    public static final Content NOT_KNOWN = new Content(Kind.NOT_KNOWN, Hash.UNKNOWN, 0, 0);

    public Content {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(hash, "hash");
    }

    String hashName() {
        return hash.label;
    }

    /** The first bytes as hexadecimal digits, and a sign that there are more. */
    String beginning() {
        int shown = Math.min(length, Integer.BYTES);
        return String.format("%08x", first).substring(0, 2 * shown) + (length > shown ? "\u2026" : "");
    }
}
