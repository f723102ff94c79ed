// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.encoders.Hex;

/** A card's state as lines of text: a name, a space, a value; the first line names the format. */
final class StateText {

    private static final String TITLE = "OpenPinpad-PIV-card 1";

    private StateText() {}

    static String write(CardState state) {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        line(text, "serial", Hex.toHexString(state.serialNumber()));
        line(text, "first-key-due", String.valueOf(state.firstKeyDue()));
        line(text, "PIN", state.pin.encoded());
        line(text, "PUK", state.puk.encoded());
        line(text, "management", state.managementKey().encoded());
        state.keys()
                .forEach(
                        (reference, key) -> line(text, "key", reference + ":" + key.algorithm() + ":" + key.numbers()));
        state.objects()
                .forEach((tag, value) -> line(
                        text,
                        "object",
                        Integer.toHexString(tag).toUpperCase(Locale.ROOT) + ":" + Hex.toHexString(value)));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    /** Fills an empty state from the lines; 0, or the number of the first line that makes no sense. */
    static int read(String[] lines, CardState state) {
        if (!lines[0].equals(TITLE)) {
            return 1;
        }
        for (int i = 1; i < lines.length - 1; i++) {
            String[] parts = lines[i].split(" ", 2);
            if (parts.length != 2 || !readLine(parts[0], parts[1], state)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean readLine(String name, String value, CardState state) {
        try {
            return switch (name) {
                case "serial" -> readSerial(value, state);
                case "first-key-due" -> readFirstKeyDue(value, state);
                case "PIN" -> state.pin.restore(value);
                case "PUK" -> state.puk.restore(value);
                case "management" -> readManagementKey(value, state);
                case "key" -> readKey(value.split(":", 3), state);
                case "object" -> readObject(value.split(":", 2), state);
                default -> false;
            };
        } catch (IllegalArgumentException | DecoderException notANumber) {
            return false;
        }
    }

    private static boolean readSerial(String value, CardState state) {
        state.serialNumber(Hex.decode(value));
        return value.matches("[0-9a-f]{8}");
    }

    private static boolean readFirstKeyDue(String value, CardState state) {
        state.firstKeyDue(value.equals("true"));
        return value.matches("true|false");
    }

    private static boolean readManagementKey(String value, CardState state) {
        Optional<ManagementKey> key = ManagementKey.decode(value);
        key.ifPresent(state::managementKey);
        return key.isPresent();
    }

    private static boolean readKey(String[] parts, CardState state) {
        if (parts.length != 3) {
            return false;
        }
        Optional<PivKey> key = PivKey.ofNumbers(Algorithm.valueOf(parts[1]), parts[2]);
        key.ifPresent(found -> state.key(KeyReference.valueOf(parts[0]), found));
        return key.isPresent();
    }

    private static boolean readObject(String[] parts, CardState state) {
        int tag = Integer.parseInt(parts[0], 16);
        byte[] value = Hex.decode(parts[parts.length - 1]);
        boolean plausible = parts.length == 2
                && Container.of(tag)
                        .filter(found -> value.length <= found.capacity())
                        .isPresent();
        if (plausible) {
            state.objects().put(tag, value);
        }
        return plausible;
    }
}
