// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.util.BitSet;

/**
 * Which PINs the card has taken since its reset, and how often a key was used since the last of them. Selecting something
 * else does not end it here: some cards keep a PIN's status then, and the display must not say "locked" of them.
 */
final class Authorisation {

    /** No PIN is verified. */
    static final int NONE = -1;

    private final BitSet verified = new BitSet(256);
    private int uses;

    /** The card took the PIN with this reference. */
    void begin(int reference) {
        verified.set(reference);
        uses = 0;
    }

    /** The card says that this PIN has been verified: nobody knows when. */
    void confirm(int reference) {
        if (verified.isEmpty()) {
            uses = 0;
        }
        verified.set(reference);
    }

    /** The card refused a PIN, or was asked to forget that it had it. */
    void end(int reference) {
        verified.clear(reference);
    }

    void endAll() {
        verified.clear();
    }

    void use() {
        uses++;
    }

    /** Uses of a key since the last PIN; {@link #NONE} when no PIN is verified. */
    int uses() {
        return verified.isEmpty() ? NONE : uses;
    }
}
