// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import org.openpinpad.ccid.pin.FormatString;
import org.openpinpad.ccid.pin.LengthFormat;
import org.openpinpad.ccid.pin.PinStructure;

/**
 * How one PIN and its length lie in a block of the command's data (CCID 1.1 §6.1.11: bmFormatString, bmPINBlockString,
 * bmPINLengthFormat). All positions and sizes but the frame's are in bits, from the beginning of the block.
 *
 * @param encoding BINARY: one byte a digit, 00 to 09; BCD: half a byte; ASCII: one byte, 30 to 39
 * @param right whether the PIN lies at the right end of its frame
 * @param position where the frame begins
 * @param frameBytes bytes of the frame, 0: as long as the PIN
 * @param lengthBits size of the field for the number of digits, 0: there is none
 * @param lengthPosition where that field begins
 */
record BlockFormat(
        FormatString.Encoding encoding,
        boolean right,
        int position,
        int frameBytes,
        int lengthBits,
        int lengthPosition) {

    static BlockFormat of(PinStructure request) {
        FormatString format = request.format();
        LengthFormat length = request.lengthFormat();
        return new BlockFormat(
                format.encoding(),
                format.rightJustified(),
                bits(format.inBytes(), format.position()),
                request.block().frameBytes(),
                request.block().lengthBits(),
                bits(length.inBytes(), length.position()));
    }

    private static int bits(boolean inBytes, int position) {
        return inBytes ? Byte.SIZE * position : position;
    }

    /** The same block with its frame elsewhere. */
    BlockFormat at(int newPosition) {
        return new BlockFormat(encoding, right, newPosition, frameBytes, lengthBits, lengthPosition);
    }

    int digitBits() {
        return encoding == FormatString.Encoding.BCD ? 4 : Byte.SIZE;
    }

    int frameBits() {
        return Byte.SIZE * frameBytes;
    }

    boolean hasLength() {
        return lengthBits > 0;
    }

    /** Behind the last bit of the length field. */
    int lengthEnd() {
        return lengthPosition + lengthBits;
    }

    /** The highest number that the length field can hold; without one, any. */
    int countMax() {
        return hasLength() ? (1 << lengthBits) - 1 : Integer.MAX_VALUE;
    }

    /** The bits of one digit, from the character that stands for it. */
    int code(byte character) {
        return encoding == FormatString.Encoding.ASCII ? character : character & 0x0F;
    }
}
