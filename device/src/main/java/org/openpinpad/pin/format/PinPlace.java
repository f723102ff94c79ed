// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

/**
 * Where one PIN goes in data that the PC sent: bits from the beginning of the data.
 *
 * @param begin first bit of the frame
 * @param end behind the last bit of the frame
 * @param length first bit of the length field, if the format has one
 */
record PinPlace(int begin, int end, int length) {

    /** Digits that the frame has room for. */
    int room(BlockFormat format) {
        return Math.min((end - begin) / format.digitBits(), format.countMax());
    }

    /** First bit of a PIN of so many bits. */
    int first(BlockFormat format, int bits) {
        return format.right() ? end - bits : begin;
    }
}
