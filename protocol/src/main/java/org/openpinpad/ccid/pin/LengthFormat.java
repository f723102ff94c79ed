// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

/**
 * bmPINLengthFormat (CCID 1.1 §6.1.11): where the PIN's length is inserted.
 *
 * @param rfu bits 7-5, to be 0
 * @param inBytes bit 4: the position counts bytes, else bits
 * @param position bits 3-0
 */
public record LengthFormat(int rfu, boolean inBytes, int position) {

    public static LengthFormat of(int value) {
        return new LengthFormat(value >>> 5 & 7, (value & 0x10) != 0, value & 0x0F);
    }

    public int value() {
        return rfu << 5 | (inBytes ? 0x10 : 0) | position;
    }
}
