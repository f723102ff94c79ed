// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.nio.ByteBuffer;

/**
 * Puts typed PINs into their command, bit by bit where need be (CCID 1.1 §6.1.11). Nothing is allocated, and nothing but the
 * command's buffer is written: it may lie in the locked page.
 */
public final class PinFormatter {

    /** Header, Lc and 255 bytes (ISO 7816-4 §5.1, short). */
    public static final int COMMAND_MAX = 4 + 1 + 255;

    private static final int LC = PinCommand.HEADER;
    private static final int DATA = LC + 1;
    /** What fills a byte that a PIN's last digit has begun, where the PC sent no padding (as in ISO 9564-1 §9.3). */
    private static final int FILLER = 0xFF;

    private PinFormatter() {}

    /** Writes the command from index 0 and sets position and limit to it. */
    public static void write(PinTemplate template, TypedPins pins, ByteBuffer command) {
        command.clear();
        command.put(0, template.header(), 0, PinCommand.HEADER);
        int length = template.places().isEmpty() ? grow(template, pins, command) : insert(template, pins, command);
        command.put(LC, (byte) length);
        command.limit(DATA + length);
    }

    /** Into data that the PC sent: their length stays, and so does each bit that no PIN and no length covers. */
    private static int insert(PinTemplate template, TypedPins pins, ByteBuffer command) {
        BlockFormat format = template.format();
        int length = template.padding().limit();
        command.put(DATA, template.padding(), 0, length);
        for (int pin = 0; pin < template.places().size(); pin++) {
            PinPlace place = template.places().get(pin);
            int first = place.first(format, pins.count(pin) * format.digitBits());
            putDigits(command, first, format, pins, pin);
            putBits(command, place.length(), format.lengthBits(), pins.count(pin));
        }
        return length;
    }

    /** Block behind block; Lc is what comes of it. */
    private static int grow(PinTemplate template, TypedPins pins, ByteBuffer command) {
        BlockFormat format = template.format();
        int blocks = template.rules().pins();
        int bit = 0;
        for (int pin = 0; pin < blocks; pin++) {
            putBits(command, bit, format.lengthBits(), pins.count(pin)); // a length is the block's beginning
            bit = putDigits(command, bit + format.position(), format, pins, pin);
            int open = -bit & (Byte.SIZE - 1);
            putBits(command, bit, open, FILLER);
            bit += open;
        }
        return bit / Byte.SIZE;
    }

    /** Returns the place behind the last digit. */
    private static int putDigits(ByteBuffer command, int first, BlockFormat format, TypedPins pins, int pin) {
        int bit = first;
        for (int i = 0; i < pins.count(pin); i++) {
            putBits(command, bit, format.digitBits(), format.code(pins.digit(pin, i)));
            bit += format.digitBits();
        }
        return bit;
    }

    /** The low {@code width} bits of the value, highest first, to bit {@code bit} of the data. */
    private static void putBits(ByteBuffer command, int bit, int width, int value) {
        for (int i = 0; i < width; i++) {
            int at = bit + i;
            int index = DATA + at / Byte.SIZE;
            int mask = 0x80 >>> at % Byte.SIZE;
            boolean set = (value >>> (width - 1 - i) & 1) != 0;
            command.put(index, (byte) (set ? command.get(index) | mask : command.get(index) & ~mask));
        }
    }
}
