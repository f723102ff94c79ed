// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.util.List;
import org.openpinpad.ccid.pin.PinField;
import org.openpinpad.ccid.pin.PinModification;
import org.openpinpad.ccid.pin.PinStructure;

/**
 * Where the blocks of a request lie in the command's data, and how many digits each has room for; or the field because of
 * which they cannot lie anywhere.
 *
 * @param fault null when the layout is sound
 * @param format the blocks' format, its frame perhaps moved behind the length field
 * @param places of the PINs in data that the PC sent; empty when it sent none
 * @param rooms digits for each PIN
 */
record BlockLayout(PinField fault, BlockFormat format, List<PinPlace> places, List<Integer> rooms) {

    private static final int DATA_MAX = 255;

    static BlockLayout of(PinStructure request, boolean asksOld, int dataLength) {
        BlockFormat format = BlockFormat.of(request);
        int offsetOld = 0;
        int offsetNew = 0;
        if (request instanceof PinModification modification) {
            offsetOld = modification.insertionOffsetOld();
            offsetNew = modification.insertionOffsetNew();
        }
        if (dataLength == 0) {
            boolean fixed =
                    request.pinMin() == request.pinMax() && request.pinMin() * format.digitBits() == format.frameBits();
            return grown(format, fixed, asksOld, asksOld ? offsetOld : 0, offsetNew);
        }
        if (!asksOld) {
            return inData(format, offsetNew, dataLength);
        }
        return inData(format, offsetOld, offsetNew, dataLength);
    }

    private static BlockLayout fault(PinField field) {
        return new BlockLayout(field, null, List.of(), List.of());
    }

    /** One block, from its offset to the end of the data. */
    private static BlockLayout inData(BlockFormat asked, int offset, int dataLength) {
        if (offset >= dataLength || (offset + asked.frameBytes() > dataLength && asked.frameBytes() <= dataLength)) {
            return fault(PinField.INSERTION_OFFSET_NEW);
        }
        BlockFormat format = behindLength(asked, dataLength - offset);
        PinField fault = faultInBlock(format, dataLength - offset);
        if (fault != null) {
            return fault(fault);
        }
        PinPlace place = place(format, offset, dataLength);
        return new BlockLayout(null, format, List.of(place), List.of(place.room(format)));
    }

    /** Two blocks, the old PIN's from its offset to the new PIN's. */
    private static BlockLayout inData(BlockFormat asked, int offsetOld, int offsetNew, int dataLength) {
        PinField wrongOffset = faultOfOffsets(asked.frameBytes(), offsetOld, offsetNew, dataLength);
        if (wrongOffset != null) {
            return fault(wrongOffset);
        }
        // Where the frame is moved in one block alone, it lies on the length field in the other.
        BlockFormat format = behindLength(asked, offsetNew - offsetOld);
        PinField faultOfOld = faultInBlock(format, offsetNew - offsetOld);
        BlockFormat formatOfNew = behindLength(asked, dataLength - offsetNew);
        PinField fault = faultOfOld != null ? faultOfOld : faultInBlock(formatOfNew, dataLength - offsetNew);
        if (fault != null) {
            return fault(fault);
        }
        PinPlace old = place(format, offsetOld, offsetNew);
        PinPlace fresh = place(format, offsetNew, dataLength);
        return new BlockLayout(null, format, List.of(old, fresh), List.of(old.room(format), fresh.room(format)));
    }

    /** The field that would have to change for two frames to lie one behind the other. */
    private static PinField faultOfOffsets(int frameBytes, int offsetOld, int offsetNew, int dataLength) {
        int frame = Math.max(1, frameBytes);
        if (2 * frame > dataLength) {
            return PinField.PIN_BLOCK_STRING;
        }
        if (offsetNew + frame > dataLength || offsetNew < frame) {
            return PinField.INSERTION_OFFSET_NEW;
        }
        return offsetOld + frame > offsetNew ? PinField.INSERTION_OFFSET_OLD : null;
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

    private static PinField faultInBlock(BlockFormat format, int blockBytes) {
        int blockBits = Byte.SIZE * blockBytes;
        if (format.position() >= blockBits) {
            return PinField.FORMAT_STRING;
        }
        // OpenSC counts the length byte of an ISO 9564 block into the frame (41/48/04 with 8 bytes of data).
        boolean countsLength = format.hasLength() && format.frameBytes() == blockBytes;
        if (format.position() + format.frameBits() > blockBits && !countsLength) {
            return format.frameBytes() <= blockBytes ? PinField.FORMAT_STRING : PinField.PIN_BLOCK_STRING;
        }
        boolean apart =
                format.lengthEnd() <= format.position() || format.lengthPosition() >= frameEnd(format, blockBits);
        return format.hasLength() && (format.lengthEnd() > blockBits || !apart) ? PinField.PIN_LENGTH_FORMAT : null;
    }

    /** From the block's beginning. A frame of 0 has all the room there is. */
    private static int frameEnd(BlockFormat format, int blockBits) {
        if (format.frameBytes() > 0) {
            return Math.min(format.position() + format.frameBits(), blockBits);
        }
        boolean lengthBehind = format.hasLength() && format.lengthPosition() > format.position();
        return lengthBehind ? format.lengthPosition() : blockBits;
    }

    private static PinPlace place(BlockFormat format, int fromByte, int toByte) {
        int begin = Byte.SIZE * fromByte;
        int blockBits = Byte.SIZE * toByte - begin;
        return new PinPlace(
                begin + format.position(), begin + frameEnd(format, blockBits), begin + format.lengthPosition());
    }

    /** Without data of the PC's, every bit must come from a PIN or a length: of others nobody said what they are. */
    private static BlockLayout grown(BlockFormat format, boolean fixed, boolean asksOld, int offsetOld, int offsetNew) {
        if (format.hasLength() && format.lengthPosition() != 0) {
            return fault(PinField.PIN_LENGTH_FORMAT);
        }
        // Whether an odd digit at the right has its filler before or behind it, nobody said either.
        boolean halfByteAtTheRight = format.right() && format.digitBits() < Byte.SIZE;
        if (format.position() != format.lengthBits() || halfByteAtTheRight) {
            return fault(PinField.FORMAT_STRING);
        }
        if (format.frameBytes() > 0 && !fixed) {
            return fault(PinField.PIN_BLOCK_STRING);
        }
        if (offsetOld != 0) {
            return fault(PinField.INSERTION_OFFSET_OLD);
        }
        // A variable PIN's end is not known to the PC: the new one follows wherever the old one ends.
        int blockBits = format.position() + format.frameBits();
        int second = asksOld && format.frameBytes() > 0 ? (blockBits + Byte.SIZE - 1) / Byte.SIZE : 0;
        if (offsetNew != second) {
            return fault(PinField.INSERTION_OFFSET_NEW);
        }
        int blocks = asksOld ? 2 : 1;
        int bits = Byte.SIZE * (DATA_MAX / blocks) - format.position();
        int room = Math.min(bits / format.digitBits(), format.countMax());
        return new BlockLayout(null, format, List.of(), blocks == 1 ? List.of(room) : List.of(room, room));
    }
}
