// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.nio.ByteBuffer;
import org.openpinpad.keypad.KeyStage;
import org.openpinpad.linux.LockedPage;

/**
 * The page in which a PIN lives: its digits, the command that carries it, and the card's response, all wiped together. The
 * only class that reads digits, and it hands none out but inside the command.
 */
final class PinPage {

    /** Command header, Lc and 255 bytes (ISO 7816-4 §5.1, short). */
    static final int COMMAND_MAX = 4 + 1 + 255;

    /** 256 bytes and the status word: a card may echo what it likes. */
    static final int RESPONSE_MAX = 256 + 2;

    private static final int DIGITS = 0;
    private static final int COMMAND = 1024;
    private static final int RESPONSE = 2048;

    private final LockedPage page;
    private final ByteBuffer digits;
    private final ByteBuffer command;
    private final ByteBuffer response;

    PinPage(LockedPage page) {
        this.page = page;
        digits = page.bytes(DIGITS, VerifyTemplate.DIGITS_MAX);
        command = page.bytes(COMMAND, COMMAND_MAX);
        response = page.bytes(RESPONSE, RESPONSE_MAX);
    }

    /** Moves the staged digit to place {@code index}. */
    void append(KeyStage stage, int index) {
        stage.moveTo(digits, index);
    }

    void erase(int index) {
        digits.put(index, (byte) 0);
    }

    /** Puts the first {@code count} digits into the command and erases them. The command is a view of the page. */
    ByteBuffer command(VerifyTemplate template, int count) {
        command.clear();
        command.put(template.header().duplicate()).put((byte) template.dataLength(count));
        int data = command.position();
        command.put(template.padding().duplicate());
        for (int i = 0; i < count; i++) {
            command.put(data + i, digits.get(i));
            erase(i);
        }
        return command.limit(data + template.dataLength(count)).position(0);
    }

    /** Where the card's response goes, a view of the page. */
    ByteBuffer response() {
        return response.clear();
    }

    void wipe() {
        page.wipe();
    }
}
