// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.encoders.Hex;

/** A card's state as lines of text: a name, a space, a value; the first line names the format. */
final class StateText {

    private static final String TITLE = "OpenPinpad-OpenPGP-card 1";

    private StateText() {}

    static String write(CardState state) {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        line(text, "terminated", String.valueOf(state.terminated()));
        line(text, "several", String.valueOf(state.pw1ForSeveralSignatures()));
        line(text, "PW1", state.pw1.encoded());
        line(text, "RC", state.resettingCode.encoded());
        line(text, "PW3", state.pw3.encoded());
        state.keys.forEach((ref, slot) -> line(
                text,
                "key",
                ref + ":" + slot.imported() + ":" + slot.key().algorithm() + ":"
                        + slot.key().numbers()));
        line(text, "signatures", String.valueOf(state.signatures()));
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

    /** Fills a new state from the lines; 0, or the number of the first line that makes no sense. */
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
                case "terminated" -> readTruth(value, state::terminated);
                case "several" -> readTruth(value, state::pw1ForSeveralSignatures);
                case "PW1" -> state.pw1.restore(value);
                case "RC" -> state.resettingCode.restore(value);
                case "PW3" -> state.pw3.restore(value);
                case "key" -> readKey(value.split(":", 4), state);
                case "signatures" -> readSignatures(Integer.parseInt(value), state);
                case "object" -> readObject(value.split(":", 2), state);
                default -> false;
            };
        } catch (IllegalArgumentException | DecoderException notANumber) {
            return false;
        }
    }

    private static boolean readTruth(String value, Consumer<Boolean> setter) {
        setter.accept(value.equals("true"));
        return value.matches("true|false");
    }

    private static boolean readSignatures(int count, CardState state) {
        state.signatures(count);
        return count >= 0;
    }

    private static boolean readKey(String[] parts, CardState state) {
        if (parts.length != 4) {
            return false;
        }
        Optional<CardKey> key = CardKey.ofNumbers(Algorithm.valueOf(parts[2]), parts[3]);
        key.ifPresent(found -> state.putKey(KeyRef.valueOf(parts[0]), found, parts[1].equals("true")));
        return key.isPresent();
    }

    private static boolean readObject(String[] parts, CardState state) {
        int tag = Integer.parseInt(parts[0], 16);
        byte[] value = Hex.decode(parts[parts.length - 1]);
        boolean plausible = parts.length == 2 && ObjectWriter.fits(tag % CardState.OCCURRENCE, value.length);
        boolean attributesKnown = Arrays.stream(KeyRef.values())
                .allMatch(ref -> ref.attributesTag() != tag
                        || Algorithm.parse(value, ref).isPresent());
        if (plausible && attributesKnown) {
            state.put(tag, value);
        }
        return plausible && attributesKnown;
    }
}
