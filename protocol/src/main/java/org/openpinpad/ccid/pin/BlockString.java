// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

/**
 * bmPINBlockString (CCID 1.1 §6.1.11).
 *
 * @param lengthBits bits 7-4: size in bits of the field that receives the PIN's length, 0: none
 * @param frameBytes bits 3-0: bytes of the PIN block after justification and formatting, 0: as long as the PIN
 */
public record BlockString(int lengthBits, int frameBytes) {

    public static BlockString of(int value) {
        return new BlockString(value >>> 4 & 0x0F, value & 0x0F);
    }

    public int value() {
        return lengthBits << 4 | frameBytes;
    }
}
