// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** What a command does, in kinds that matter to the card's owner. */
public enum Act {
    /** Computes a signature with a key that is for signatures. */
    SIGN,
    /** Opens what was encrypted for the owner, or agrees on a key for that. */
    DECRYPT,
    /** Proves the owner's presence to somebody, such as SSH or TLS. */
    AUTHENTICATE,
    /** Uses a private or secret key in a way that the reader does not know. */
    USE_KEY,
    SELECT,
    OTHER;

    /** Whether a private or secret key is used. */
    public boolean usesKey() {
        return this == SIGN || this == DECRYPT || this == AUTHENTICATE || this == USE_KEY;
    }
}
