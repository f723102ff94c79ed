// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.openpinpad.ccid.message.LittleEndian;

/**
 * The answer to {@link Feature#GET_TLV_PROPERTIES} (PC/SC part 10 §2.6.14): {@code tag length value}, values
 * little-endian. Tags that the standard does not know are skipped.
 *
 * @param numbers every property that is a number
 * @param firmwareId sFirmwareID, empty when the reader gives none
 */
public record TlvProperties(Map<TlvProperty, Long> numbers, Optional<String> firmwareId) {

    /** A reader that told nothing. */
    public static final TlvProperties NONE = new TlvProperties(Map.of(), Optional.empty());

    /** Copies the map. */
    public TlvProperties {
        Map<TlvProperty, Long> copy = new EnumMap<>(TlvProperty.class);
        copy.putAll(numbers);
        numbers = Collections.unmodifiableMap(copy);
    }

    /** A property that is a number. */
    public OptionalLong number(TlvProperty property) {
        Long value = numbers.get(property);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Length of the wire form. */
    public int length() {
        int length = firmwareId.map(text -> 2 + ascii(text).length).orElse(0);
        for (TlvProperty property : numbers.keySet()) {
            length += 2 + property.length();
        }
        return length;
    }

    /** Writes the properties in order of their tags. */
    public void write(ByteBuffer to) {
        for (TlvProperty property : TlvProperty.values()) {
            if (property == TlvProperty.FIRMWARE_ID) {
                firmwareId.ifPresent(text -> put(to, property, ascii(text)));
            } else if (numbers.containsKey(property)) {
                byte[] value = new byte[property.length()];
                for (int i = 0; i < value.length; i++) {
                    value[i] = (byte) (numbers.get(property) >> (8 * i));
                }
                put(to, property, value);
            }
        }
    }

    /** Reads the remaining bytes. The first of two entries with one tag counts. */
    public static Decoded<TlvProperties> parse(ByteBuffer from) {
        Map<TlvProperty, Long> numbers = new EnumMap<>(TlvProperty.class);
        StringBuilder firmwareId = new StringBuilder();
        Decoded<Void> walked = Tlv.walk(from, (tag, value) -> {
            Optional<TlvProperty> known = TlvProperty.byTag(tag);
            if (known.isEmpty()) {
                return null;
            }
            if (known.get() == TlvProperty.FIRMWARE_ID) {
                firmwareId.append(printable(value));
                return null;
            }
            if (value.remaining() != known.get().length()) {
                return known.get().standardName() + " has " + known.get().length() + " bytes, not " + value.remaining();
            }
            numbers.putIfAbsent(known.get(), littleEndian(value));
            return null;
        });
        if (walked instanceof Decoded.Malformed<Void> bad) {
            return new Decoded.Malformed<>(bad.offset(), bad.problem());
        }
        return new Decoded.Value<>(
                new TlvProperties(numbers, Optional.of(firmwareId.toString()).filter(text -> !text.isEmpty())));
    }

    private static void put(ByteBuffer to, TlvProperty property, byte[] value) {
        to.put((byte) property.tag()).put((byte) value.length).put(value);
    }

    private static byte[] ascii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > 0xFF) {
            throw new IllegalArgumentException("sFirmwareID has at most 255 characters, not " + bytes.length);
        }
        return bytes;
    }

    /** The reader's text ends up on terminals: only printable ASCII passes. */
    private static String printable(ByteBuffer value) {
        StringBuilder text = new StringBuilder();
        while (value.hasRemaining()) {
            int character = value.get() & 0xFF;
            if (character != 0) {
                text.append(character >= 0x20 && character < 0x7F ? (char) character : '?');
            }
        }
        return text.toString();
    }

    private static long littleEndian(ByteBuffer value) {
        return switch (value.remaining()) {
            case 1 -> LittleEndian.u8(value, 0);
            case 2 -> LittleEndian.u16(value, 0);
            default -> LittleEndian.u32(value, 0);
        };
    }
}
