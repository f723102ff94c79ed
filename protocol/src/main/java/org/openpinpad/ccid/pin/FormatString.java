// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

/**
 * bmFormatString (CCID 1.1 §6.1.11): how the digits are coded and where they go behind the command header.
 *
 * @param inBytes bit 7: the position counts bytes, else bits
 * @param position bits 6-3: where the PIN begins behind the header
 * @param rightJustified bit 2
 * @param encoding bits 1-0
 */
public record FormatString(boolean inBytes, int position, boolean rightJustified, Encoding encoding) {

    /** bits 1-0. */
    public enum Encoding {
        BINARY(0),
        BCD(1),
        ASCII(2),
        RESERVED(3);

        private final int code;

        Encoding(int code) {
            this.code = code;
        }
    }

    public static FormatString of(int value) {
        return new FormatString(
                (value & 0x80) != 0, value >>> 3 & 0x0F, (value & 0x04) != 0, Encoding.values()[value & 3]);
    }

    public int value() {
        return (inBytes ? 0x80 : 0) | position << 3 | (rightJustified ? 0x04 : 0) | encoding.code;
    }
}
