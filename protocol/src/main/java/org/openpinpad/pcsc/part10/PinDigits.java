// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

/**
 * How many digits a PIN has: {@code wPINMaxExtraDigit} (PC/SC part 10 §2.5.2).
 *
 * <p>The word is XXYYh with the minimum in XX; written little-endian, the maximum comes first on the wire.
 */
public record PinDigits(int min, int max) {

    /** Checks that each fits its byte; a maximum below the minimum is left for the reader to refuse. */
    public PinDigits {
        if (min < 0 || min > 0xFF || max < 0 || max > 0xFF) {
            throw new IllegalArgumentException("PIN lengths are 0 to 255, not " + min + " to " + max);
        }
    }

    int word() {
        return min << 8 | max;
    }

    static PinDigits ofWord(int word) {
        return new PinDigits(word >> 8 & 0xFF, word & 0xFF);
    }
}
