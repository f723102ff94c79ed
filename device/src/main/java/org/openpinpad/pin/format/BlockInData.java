// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.pin.FormatString;
import org.openpinpad.ccid.pin.PinField;

/**
 * One PIN's block in data that the PC sent: perhaps a length field, then the frame, which reaches to the block's end. Nothing
 * of what the PC sent may pass for a part of the PIN.
 *
 * @param format the block's format, its frame perhaps moved behind the length field
 * @param fromByte the block's first byte in the data
 * @param toByte behind its last byte
 */
record BlockInData(BlockFormat format, int fromByte, int toByte) {

    /** A control field in front of the frame: one byte in ISO 9564-1, 11 bits in a maker's example. */
    private static final int POSITION_MAX = 2 * Byte.SIZE;

    private static final int DIGIT_0 = 0x30;
    private static final int DIGIT_9 = 0x39;

    BlockInData {
        format = behindLength(format, toByte - fromByte);
    }

    /**
     * Some hosts count the frame's position from behind the length field (an eID log: 01/47/04 with 8 bytes of data). Where
     * frame and length would else lie on each other, and the frame fits exactly behind it, that is what they mean.
     */
    private static BlockFormat behindLength(BlockFormat format, int blockBytes) {
        int lengthBytes = (format.lengthEnd() + Byte.SIZE - 1) / Byte.SIZE;
        boolean meant = format.hasLength()
                && format.position() == 0
                && format.lengthPosition() < format.frameBits()
                && lengthBytes + format.frameBytes() == blockBytes;
        return meant ? format.at(Byte.SIZE * lengthBytes) : format;
    }

    private int bytes() {
        return toByte - fromByte;
    }

    private int bits() {
        return Byte.SIZE * bytes();
    }

    /** The field at fault, null when there is none. */
    PinField fault(ByteBuffer data, int least) {
        boolean lengthInFront = format.hasLength() ? format.lengthEnd() <= format.position() : format.position() == 0;
        if (format.frameBytes() > bytes()) {
            return PinField.PIN_BLOCK_STRING;
        }
        if (format.position() > POSITION_MAX || format.position() >= bits()) {
            return PinField.FORMAT_STRING;
        }
        if (!lengthInFront) {
            return format.hasLength() ? PinField.PIN_LENGTH_FORMAT : PinField.FORMAT_STRING;
        }
        // OpenSC counts the length byte of an ISO 9564 block into the frame (41/48/04 with 8 bytes of data).
        boolean countsLength = format.hasLength() && format.frameBytes() == bytes();
        int end = format.frameBytes() == 0 ? bits() : format.position() + format.frameBits();
        if (end != bits() && !countsLength) {
            return end > bits() ? PinField.FORMAT_STRING : PinField.PIN_BLOCK_STRING;
        }
        return isFilled(data, least) ? null : PinField.PIN_APDU;
    }

    /**
     * Whether what is left of the frame when the PIN has its least digits is one filler over and over, which is no digit. Of
     * BCD with a length in front the card can tell filler and digits apart whatever they are (ISO 9564-1).
     */
    private boolean isFilled(ByteBuffer data, int least) {
        if (format.hasLength() && format.encoding() == FormatString.Encoding.BCD) {
            return true;
        }
        int width = format.digitBits();
        int places = (place().end() - place().begin()) / width;
        int filler = -1;
        for (int i = least; i < places; i++) {
            int at = format.right() ? place().end() - (i + 1) * width : place().begin() + i * width;
            int code = bits(data, at, width);
            if (isDigit(code) || (filler >= 0 && code != filler)) {
                return false;
            }
            filler = code;
        }
        return true;
    }

    private static int bits(ByteBuffer data, int first, int width) {
        int value = 0;
        for (int bit = first; bit < first + width; bit++) {
            value = value << 1 | (data.get(bit / Byte.SIZE) >>> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1);
        }
        return value;
    }

    /** Zero is no digit but for ASCII: cards take it for a filler. */
    private boolean isDigit(int code) {
        return format.encoding() == FormatString.Encoding.ASCII
                ? code >= DIGIT_0 && code <= DIGIT_9
                : code >= 1 && code <= 9;
    }

    PinPlace place() {
        int begin = Byte.SIZE * fromByte;
        return new PinPlace(begin + format.position(), begin + bits(), begin + format.lengthPosition());
    }

    int room() {
        return place().room(format);
    }
}
