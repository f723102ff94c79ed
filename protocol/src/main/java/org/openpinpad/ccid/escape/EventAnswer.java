// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.escape;

import static org.openpinpad.ccid.message.LittleEndian.put16;
import static org.openpinpad.ccid.message.LittleEndian.put32;
import static org.openpinpad.ccid.message.LittleEndian.u16;
import static org.openpinpad.ccid.message.LittleEndian.u32;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * abData of the answer to an {@link EventRequest}: its tag, a count, and for each event number, age in seconds (4 bytes
 * each), length of the text (2 bytes), all little-endian, and the text in UTF-8.
 *
 * @param events in the order of their numbers; none when there are none from the wanted one on
 */
public record EventAnswer(List<Entry> events) {

    /** One event. The text comes from a reader: who prints it looks at its characters first. */
    public record Entry(long number, long ageSeconds, String text) {}

    private static final int COUNT = EventRequest.TAG.length;
    private static final int HEADER = COUNT + 1;
    private static final int AGE = 4;
    private static final int LENGTH = 8;
    private static final int TEXT = 10;

    /** Longest text in bytes; a longer one is cut. */
    private static final int TEXT_MAX = 240;

    private static final int COUNT_MAX = 255;
    private static final int CONTINUATION_MASK = 0xC0;
    private static final int CONTINUATION = 0x80;

    public EventAnswer {
        events = List.copyOf(events);
    }

    /** Reads the remaining bytes; empty when they are no such answer. */
    public static Optional<EventAnswer> parse(ByteBuffer abData) {
        if (abData.remaining() < HEADER || !EventRequest.hasTag(abData)) {
            return Optional.empty();
        }
        int at = abData.position() + HEADER;
        List<Entry> events = new ArrayList<>();
        for (int left = u8(abData, abData.position() + COUNT); left > 0; left--) {
            if (at + TEXT > abData.limit() || at + TEXT + u16(abData, at + LENGTH) > abData.limit()) {
                return Optional.empty();
            }
            byte[] text = new byte[u16(abData, at + LENGTH)];
            abData.get(at + TEXT, text);
            events.add(new Entry(u32(abData, at), u32(abData, at + AGE), new String(text, StandardCharsets.UTF_8)));
            at += TEXT + text.length;
        }
        return at == abData.limit() ? Optional.of(new EventAnswer(events)) : Optional.empty();
    }

    /** Writes an answer, event by event, as many as there is room for. */
    public static final class Writer {

        private final ByteBuffer out;
        private final int begin;
        private int count;

        /** An answer without events at the buffer's position, which is moved behind what is written. */
        public Writer(ByteBuffer out) {
            this.out = out;
            begin = out.position();
            for (int value : EventRequest.TAG) {
                out.put((byte) value);
            }
            out.put((byte) 0);
        }

        /** Adds an event; false, and nothing written, when there is no room for it. */
        public boolean add(long number, long ageSeconds, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int length = cut(bytes);
            if (out.remaining() < TEXT + length || count == COUNT_MAX) {
                return false;
            }
            int at = out.position();
            put32(out, at, number);
            put32(out, at + AGE, ageSeconds);
            put16(out, at + LENGTH, length);
            out.position(at + TEXT).put(bytes, 0, length);
            out.put(begin + COUNT, (byte) ++count);
            return true;
        }

        /** Where the text ends, never inside a character. */
        private static int cut(byte[] text) {
            int end = Math.min(text.length, TEXT_MAX);
            while (end < text.length && end > 0 && (text[end] & CONTINUATION_MASK) == CONTINUATION) {
                end--;
            }
            return end;
        }
    }
}
