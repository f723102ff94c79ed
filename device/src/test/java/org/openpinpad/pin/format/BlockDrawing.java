// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openpinpad.ccid.pin.PinField;

/**
 * A block of docs/decisions/0008, painted a bit a character: '.' stays as the PC sent it, 'L' is of the length, 'P' of the
 * frame. Without data there is nothing to paint on; then {@code paint} is null.
 *
 * @param from the block's first byte in the data
 * @param room digits that fit
 * @param fixedBytes without data: bytes of a block with a frame of fixed size, else 0
 * @param blame fields that are at odds, empty if none
 */
record BlockDrawing(
        int from,
        String paint,
        int digitBits,
        int lengthBits,
        boolean ascii,
        boolean right,
        int room,
        int fixedBytes,
        Set<PinField> blame) {

    static final Set<PinField> ALL_OF_LAYOUT = EnumSet.of(
            PinField.FORMAT_STRING,
            PinField.PIN_BLOCK_STRING,
            PinField.PIN_LENGTH_FORMAT,
            PinField.INSERTION_OFFSET_OLD,
            PinField.INSERTION_OFFSET_NEW,
            PinField.PIN_MAX_EXTRA_DIGIT,
            PinField.PIN_APDU);

    static BlockDrawing withData(ModelRequest r, int from, int to) {
        if (to <= from) {
            return of(r, from, null, 0, 0, ALL_OF_LAYOUT);
        }
        char[] paint = new char[8 * (to - from)];
        Arrays.fill(paint, '.');
        Set<PinField> blame = paintLength(r, paint);
        if (blame.isEmpty()) {
            blame = paintFrame(r, paint);
        }
        String drawn = String.valueOf(paint);
        int digits = count(drawn, 'P') / digitBits(r);
        return of(r, from, drawn, Math.min(digits, longest(r)), 0, blame);
    }

    static BlockDrawing withoutData(ModelRequest r, int bytesMax) {
        int frame = frameBytes(r);
        boolean halfAtTheRight = digitBits(r) == 4 && r.value(PinField.FORMAT_STRING) / 4 % 2 == 1;
        boolean everyBitIsOurs =
                !halfAtTheRight && pos(r) == lengthBits(r) && (lengthBits(r) == 0 || lengthPos(r) == 0);
        int max = r.value(PinField.PIN_MAX_EXTRA_DIGIT);
        boolean fixed = r.secondByte(PinField.PIN_MAX_EXTRA_DIGIT) == max;
        boolean filled = frame == 0 || (fixed && digitBits(r) * max == 8 * frame);
        Set<PinField> blame = everyBitIsOurs && filled ? Set.of() : ALL_OF_LAYOUT;
        int fixedBytes = frame == 0 ? 0 : (lengthBits(r) + 8 * frame + 7) / 8;
        int digits = (8 * bytesMax - lengthBits(r)) / digitBits(r);
        return of(r, 0, null, Math.min(digits, longest(r)), fixedBytes, blame);
    }

    private static BlockDrawing of(
            ModelRequest r, int from, String paint, int room, int fixedBytes, Set<PinField> blame) {
        int format = r.value(PinField.FORMAT_STRING);
        return new BlockDrawing(
                from,
                paint,
                digitBits(r),
                lengthBits(r),
                format % 4 == 2,
                format / 4 % 2 == 1,
                room,
                fixedBytes,
                blame);
    }

    private static Set<PinField> paintLength(ModelRequest r, char[] paint) {
        for (int i = 0; i < lengthBits(r); i++) {
            if (lengthPos(r) + i >= paint.length) {
                return ALL_OF_LAYOUT;
            }
            paint[lengthPos(r) + i] = 'L';
        }
        return Set.of();
    }

    private static Set<PinField> paintFrame(ModelRequest r, char[] paint) {
        int pos = pos(r);
        int frame = 8 * frameBytes(r);
        boolean length = lengthBits(r) > 0;
        boolean overlaps = false;
        for (int i = pos; i < pos + frame && i < paint.length; i++) {
            overlaps |= paint[i] == 'L';
        }
        if (pos == 0 && overlaps) {
            int behind = 0;
            while (behind < lengthPos(r) + lengthBits(r)) {
                behind += 8;
            }
            pos = behind + frame == paint.length ? behind : pos;
        }
        boolean onlyLengthInFront = length ? lengthPos(r) + lengthBits(r) <= pos : pos == 0;
        boolean whole = length && frame == paint.length;
        boolean toTheEnd = frame == 0 || pos + frame == paint.length || whole;
        if (pos > 16 || pos >= paint.length || !onlyLengthInFront || !toTheEnd) {
            return ALL_OF_LAYOUT;
        }
        for (int i = pos; i < paint.length; i++) {
            paint[i] = 'P';
        }
        return Set.of();
    }

    /**
     * The places for digits that a PIN with so many digits leaves, as texts of bits of these data; none for BCD where the
     * block tells the PIN's length.
     */
    List<String> leftBy(int digits, String data) {
        List<String> left = new ArrayList<>();
        if (paint == null || (lengthBits > 0 && digitBits == 4)) {
            return left;
        }
        StringBuilder frame = new StringBuilder();
        for (int i = 0; i < paint.length(); i++) {
            frame.append(paint.charAt(i) == 'P' ? data.substring(8 * from + i, 8 * from + i + 1) : "");
        }
        for (int place = digits + 1; place * digitBits <= frame.length(); place++) {
            int begin = right ? frame.length() - place * digitBits : (place - 1) * digitBits;
            left.add(frame.substring(begin, begin + digitBits));
        }
        return left;
    }

    /** Puts the PIN and its length into the data, or behind them where the PC sent none. */
    void write(String pin, StringBuilder data) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < pin.length(); i++) {
            int digit = pin.charAt(i);
            digits.append(BitModel.binary(ascii ? digit : digit - '0', digitBits));
        }
        String length = BitModel.binary(pin.length(), lengthBits);
        if (paint == null) {
            data.append(length).append(digits);
            while (data.length() % 8 != 0) {
                data.append('1');
            }
            return;
        }
        int skip = right ? count(paint, 'P') - digits.length() : 0;
        int lengthDone = 0;
        int digitsDone = 0;
        for (int i = 0; i < paint.length(); i++) {
            if (paint.charAt(i) == 'L') {
                data.setCharAt(8 * from + i, length.charAt(lengthDone++));
            } else if (paint.charAt(i) == 'P' && skip > 0) {
                skip--;
            } else if (paint.charAt(i) == 'P' && digitsDone < digits.length()) {
                data.setCharAt(8 * from + i, digits.charAt(digitsDone++));
            }
        }
    }

    private static int count(String paint, char what) {
        int count = 0;
        for (int i = 0; i < paint.length(); i++) {
            count += paint.charAt(i) == what ? 1 : 0;
        }
        return count;
    }

    private static int digitBits(ModelRequest r) {
        return r.value(PinField.FORMAT_STRING) % 4 == 1 ? 4 : 8;
    }

    private static int pos(ModelRequest r) {
        int format = r.value(PinField.FORMAT_STRING);
        return format / 8 % 16 * (format >= 0x80 ? 8 : 1);
    }

    private static int frameBytes(ModelRequest r) {
        return r.value(PinField.PIN_BLOCK_STRING) % 16;
    }

    private static int lengthBits(ModelRequest r) {
        return r.value(PinField.PIN_BLOCK_STRING) / 16;
    }

    private static int lengthPos(ModelRequest r) {
        int format = r.value(PinField.PIN_LENGTH_FORMAT);
        return format % 16 * (format >= 0x10 ? 8 : 1);
    }

    /** The greatest number that can be told. */
    private static int longest(ModelRequest r) {
        int number = Integer.MAX_VALUE;
        if (lengthBits(r) > 0) {
            number = 1;
            for (int i = 0; i < lengthBits(r); i++) {
                number *= 2;
            }
            number--;
        }
        return number;
    }
}
