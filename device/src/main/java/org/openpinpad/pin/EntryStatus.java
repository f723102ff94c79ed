// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

/** Status words of the reader's own for an entry that did not get to the card (PC/SC part 10 §2.5.1). */
final class EntryStatus {
    /** The new PIN and its confirmation differ. */
    static final int PINS_DIFFER = 0x6402;
    /** The PIN is shorter or longer than it may be. */
    static final int PIN_LENGTH = 0x6403;

    private EntryStatus() {}
}
