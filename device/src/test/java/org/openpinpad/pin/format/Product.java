// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openpinpad.ccid.pin.PinModification;
import org.openpinpad.ccid.pin.PinStructure;
import org.openpinpad.ccid.pin.PinVerification;
import org.openpinpad.pin.format.PinTemplate.Checked;

/** The code under test as its callers use it: a message in a buffer of the reader's, a command buffer that was used before. */
final class Product {
    private static final int HEADER = 10;
    private static final byte OLD_CONTENT = (byte) 0xA5;

    private Product() {}

    /** Empty when abData is too short for the structure. */
    static Optional<Checked> check(byte[] abData, boolean isModification) {
        ByteBuffer message = ByteBuffer.allocateDirect(HEADER + abData.length + 3);
        message.put(HEADER, abData).position(HEADER).limit(HEADER + abData.length);
        Optional<? extends PinStructure> request =
                isModification ? PinModification.parse(message) : PinVerification.parse(message);
        return request.map(TemplateCheck::check);
    }

    static PinTemplate accepted(byte[] abData) {
        return check(abData, abData[0] == 1)
                .filter(Checked.Accepted.class::isInstance)
                .map(Checked.Accepted.class::cast)
                .orElseThrow(() -> new AssertionError("refused: " + check(abData, abData[0] == 1)))
                .template();
    }

    static byte[] command(PinTemplate template, List<String> pins) {
        byte[] before = new byte[PinFormatter.COMMAND_MAX + 5];
        Arrays.fill(before, OLD_CONTENT);
        ByteBuffer command = ByteBuffer.allocateDirect(before.length);
        command.put(before).position(7).limit(9);
        PinFormatter.write(template, new Typed(pins), command);
        assertEquals(0, command.position(), "position");
        byte[] written = new byte[command.limit()];
        command.get(0, written);
        return written;
    }

    private record Typed(List<String> pins) implements TypedPins {
        @Override
        public int count(int pin) {
            return pins.get(pin).length();
        }

        @Override
        public byte digit(int pin, int index) {
            return (byte) pins.get(pin).charAt(index);
        }
    }
}
