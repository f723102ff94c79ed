// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.nio.ByteBuffer;
import org.openpinpad.keypad.KeyStage;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pin.entry.PinEntry;
import org.openpinpad.pin.format.PinFormatter;
import org.openpinpad.pin.format.PinTemplate;
import org.openpinpad.pin.format.TemplateCheck;
import org.openpinpad.pin.format.TypedPins;

/**
 * The page in which PINs live: their digits, the command that carries them, and the card's response, all wiped together. The
 * only class that reads digits, and it hands none out but to the formatter, which puts them into the command in this page.
 */
final class PinPage {

    /** 256 bytes and the status word: a card may echo what it likes. */
    static final int RESPONSE_MAX = 256 + 2;

    /** Old, new, and new again. */
    private static final int PINS = 3;

    private static final int PIN_ROOM = TemplateCheck.DIGITS_MAX + 1;

    private static final int DIGITS = 0;
    private static final int COMMAND = 1024;
    private static final int RESPONSE = 2048;

    private final LockedPage page;
    private final ByteBuffer digits;
    private final ByteBuffer command;
    private final ByteBuffer response;

    PinPage(LockedPage page) {
        this.page = page;
        digits = page.bytes(DIGITS, PINS * PIN_ROOM);
        command = page.bytes(COMMAND, PinFormatter.COMMAND_MAX);
        response = page.bytes(RESPONSE, RESPONSE_MAX);
    }

    /** Moves the staged digit to place {@code index} of a PIN. */
    void append(KeyStage stage, int pin, int index) {
        stage.moveTo(digits, pin * PIN_ROOM + index);
    }

    /** Erases a PIN's digits from place {@code from} on. */
    void erase(int pin, int from) {
        for (int i = from; i < PIN_ROOM; i++) {
            digits.put(pin * PIN_ROOM + i, (byte) 0);
        }
    }

    /** Whether two PINs are the same, in a time that does not depend on where they differ. */
    boolean isSame(PinEntry entry, int one, int other) {
        int differing = entry.digits(one) ^ entry.digits(other);
        for (int i = 0; i < PIN_ROOM; i++) {
            differing |= digits.get(one * PIN_ROOM + i) ^ digits.get(other * PIN_ROOM + i);
        }
        return differing == 0;
    }

    /** Puts the PINs into the command and erases them elsewhere. The command is a view of the page. */
    ByteBuffer command(PinTemplate template, PinEntry entry) {
        PinFormatter.write(template, new Typed(entry), command);
        for (int pin = 0; pin < PINS; pin++) {
            erase(pin, 0);
        }
        return command;
    }

    /** Where the card's response goes, a view of the page. */
    ByteBuffer response() {
        return response.clear();
    }

    void wipe() {
        page.wipe();
    }

    private final class Typed implements TypedPins {
        private final PinEntry entry;

        Typed(PinEntry entry) {
            this.entry = entry;
        }

        @Override
        public int count(int pin) {
            return entry.digits(pin);
        }

        @Override
        public byte digit(int pin, int index) {
            return digits.get(pin * PIN_ROOM + index);
        }
    }
}
