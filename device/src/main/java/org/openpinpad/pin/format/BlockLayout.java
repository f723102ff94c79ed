// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.nio.ByteBuffer;
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

    static BlockLayout of(PinStructure request, boolean asksOld, ByteBuffer data) {
        BlockFormat format = BlockFormat.of(request);
        int offsetOld = 0;
        int offsetNew = 0;
        if (request instanceof PinModification modification) {
            offsetOld = asksOld ? modification.insertionOffsetOld() : 0;
            offsetNew = modification.insertionOffsetNew();
        }
        // Bytes in front of the first block would be the PC's, and pass for a PIN or a part of one.
        if (offsetOld != 0) {
            return fault(PinField.INSERTION_OFFSET_OLD);
        }
        if (!data.hasRemaining()) {
            boolean fixed =
                    request.pinMin() == request.pinMax() && request.pinMin() * format.digitBits() == format.frameBits();
            return grown(format, fixed, asksOld, offsetNew);
        }
        int least = Math.max(1, request.pinMin());
        return asksOld ? twoInData(format, offsetNew, least, data) : oneInData(format, offsetNew, least, data);
    }

    private static BlockLayout fault(PinField field) {
        return new BlockLayout(field, null, List.of(), List.of());
    }

    /** One block, which is all of the data. */
    private static BlockLayout oneInData(BlockFormat asked, int offset, int least, ByteBuffer data) {
        if (offset != 0) {
            return fault(PinField.INSERTION_OFFSET_NEW);
        }
        BlockInData block = new BlockInData(asked, 0, data.limit());
        PinField fault = block.fault(data, least);
        return fault != null
                ? fault(fault)
                : new BlockLayout(null, block.format(), List.of(block.place()), List.of(block.room()));
    }

    /** Two blocks, the old PIN's up to the new PIN's. */
    private static BlockLayout twoInData(BlockFormat asked, int offsetNew, int least, ByteBuffer data) {
        int frame = Math.max(1, asked.frameBytes());
        if (2 * frame > data.limit()) {
            return fault(PinField.PIN_BLOCK_STRING);
        }
        if (offsetNew < frame || offsetNew + frame > data.limit()) {
            return fault(PinField.INSERTION_OFFSET_NEW);
        }
        BlockInData old = new BlockInData(asked, 0, offsetNew);
        BlockInData fresh = new BlockInData(asked, offsetNew, data.limit());
        // Where the frame is moved in one block alone, it lies on the length field in the other, which is a fault.
        PinField faultOfOld = old.fault(data, least);
        PinField fault = faultOfOld != null ? faultOfOld : fresh.fault(data, least);
        if (fault != null) {
            return fault(fault);
        }
        return new BlockLayout(
                null, old.format(), List.of(old.place(), fresh.place()), List.of(old.room(), fresh.room()));
    }

    /** Without data of the PC's, every bit must come from a PIN or a length: of others nobody said what they are. */
    private static BlockLayout grown(BlockFormat format, boolean fixed, boolean asksOld, int offsetNew) {
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
