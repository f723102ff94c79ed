// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.openpinpad.app.settings.SlotBackend;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/**
 * The firmware's card slot at a reader of pcscd, as a program: {@code SlotProgram READER}. It is told by single characters on
 * standard input, which it reads by pointer, as a PIN is among them; and it writes a line for each, and for what it hears.
 *
 * <pre>
 * o         power on: result and ATR
 * f         power off
 * t HEX .   transmit: result and response
 * p DIGITS . makes VERIFY of reference 82 of them, in a locked page
 * v         transmits that, and wipes the page
 * e         ends
 * </pre>
 */
final class SlotProgram {

    private static final int STANDARD_INPUT = 0;
    private static final int INPUT_AT = LockedPage.SIZE - 1;
    private static final int HEADER = 5;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Libc libc = Libc.load();
    private final LockedPage page = LockedPage.map(libc);
    private final ByteBuffer command = ByteBuffer.allocateDirect(4_096);
    private final ByteBuffer response = ByteBuffer.allocateDirect(65_538);
    private final CardSlot slot;

    private SlotProgram(String setting) throws SlotUnavailable {
        slot = SlotBackend.open(libc, setting, said -> say("remark " + said));
        slot.listen(present -> say(present ? "came" : "went"));
    }

    public static void main(String... arguments) {
        try {
            SlotProgram program = new SlotProgram(arguments[0]);
            say("open, card " + (program.slot.present() ? "in" : "out"));
            program.run();
        } catch (SlotUnavailable e) {
            say(e.getMessage());
            System.exit(1);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private void run() {
        while (true) {
            int told = next();
            switch (told) {
                case 'o' -> say("on " + slot.powerOn(response.clear()) + " " + response());
                case 'f' -> {
                    slot.powerOff();
                    say("off");
                }
                case 't' -> say("transmit " + slot.transmit(command(), response.clear()) + " " + response());
                case 'p' -> {
                    pin();
                    say("typed");
                }
                case 'v' -> verify();
                default -> {
                    slot.close();
                    say("closed");
                    return;
                }
            }
        }
    }

    /** One character, which stands in the page and nowhere else. */
    private int next() {
        return libc.read(STANDARD_INPUT, page.address(INPUT_AT), 1) == 1
                ? page.bytes().get(INPUT_AT)
                : -1;
    }

    private ByteBuffer command() {
        command.clear();
        int high = -1;
        for (int character = next(); character > '.'; character = next()) {
            int digit = HexFormat.fromHexDigit(character);
            if (high < 0) {
                high = digit;
            } else {
                command.put((byte) (high << 4 | digit));
                high = -1;
            }
        }
        return command.flip();
    }

    private void pin() {
        ByteBuffer bytes = page.bytes();
        bytes.put(0, new byte[] {0, 0x20, 0, (byte) 0x82, 0});
        int count = 0;
        while (libc.read(STANDARD_INPUT, page.address(HEADER + count), 1) == 1 && bytes.get(HEADER + count) != '.') {
            count++;
        }
        bytes.put(HEADER - 1, (byte) count);
    }

    private void verify() {
        ByteBuffer bytes = page.bytes();
        SlotResult result = slot.transmit(bytes.limit(HEADER + bytes.get(HEADER - 1)), response.clear());
        page.wipe();
        say("verify " + result + " " + response());
    }

    private String response() {
        byte[] bytes = new byte[response.position()];
        response.get(0, bytes);
        return HEX.formatHex(bytes);
    }
}
