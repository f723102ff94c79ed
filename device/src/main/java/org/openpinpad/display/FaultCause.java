// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** What is broken in the unit; the display has a sentence for each. */
public enum FaultCause {
    KEYPAD,
    /** The page for the PIN could not be locked in memory. */
    MEMORY_LOCK,
    CARD_SLOT,
    USB,
    /** A fault in the program itself. */
    INTERNAL
}
