// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Objects;

/**
 * How many digits a PIN has so far and may have.
 *
 * @param typed marks to be shown; more than {@code most} when the PIN does not fit the command
 * @param notice what the last key came to, if there is something to say about it
 */
public record DigitCount(int least, int most, int typed, Notice notice) {
    /** Bound of lengths and counts: they are one byte each in the PIN data structure (CCID 1.1, 6.1.11). */
    public static final int MAX = 255;

    /** What is said about the length. */
    public enum Notice {
        NONE,
        /** OK was pressed before there were enough digits. */
        TOO_FEW,
        /** There are more digits than are of use. */
        TOO_MANY
    }

    public DigitCount {
        Objects.checkIndex(least, MAX + 1);
        Objects.checkIndex(most, MAX + 1);
        Objects.checkIndex(typed, MAX + 1);
        Objects.requireNonNull(notice, "notice");
    }
}
