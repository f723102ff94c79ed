// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.ccid.escape.EventRequest;
import org.openpinpad.host.ReaderException.Kind;

/** Reads a reader's event log (docs/decisions, number 9) in as many Escapes as it takes, and believes no answer. */
public final class EventPages {

    /** One way for an Escape (CCID 1.1 §6.1.8, §6.2.4). */
    @FunctionalInterface
    public interface Escape {
        /**
         * Sends abData and gives the answer's, which may be overwritten by the next one.
         *
         * @throws ReaderException when there is no answer
         */
        ByteBuffer exchange(ByteBuffer abData);
    }

    /** The log keeps 64 events and an answer has one at least; the rest is for what happens meanwhile. */
    static final int PAGES_MAX = 100;

    /** Numbers have 4 bytes. */
    private static final long NUMBER_MAX = 0xFFFF_FFFFL;

    private EventPages() {}

    /** The events whose number is {@code first} or more, in order. */
    public static List<EventAnswer.Entry> read(long first, Escape escape) {
        List<EventAnswer.Entry> events = new ArrayList<>();
        long next = first;
        for (int page = 0; page < PAGES_MAX; page++) {
            if (next > NUMBER_MAX) {
                return events;
            }
            List<EventAnswer.Entry> some = page(next, escape);
            if (some.isEmpty()) {
                return events;
            }
            events.addAll(some);
            next = some.get(some.size() - 1).number() + 1;
        }
        throw new ReaderException(Kind.PROTOCOL, "The reader's event log does not end.");
    }

    /** Numbers that do not rise would have the same events read for ever. */
    private static List<EventAnswer.Entry> page(long first, Escape escape) {
        List<EventAnswer.Entry> events = EventAnswer.parse(escape.exchange(EventRequest.of(first)))
                .orElseThrow(EventPages::broken)
                .events();
        long least = first;
        for (EventAnswer.Entry event : events) {
            if (event.number() < least) {
                throw broken();
            }
            least = event.number() + 1;
        }
        return events;
    }

    private static ReaderException broken() {
        return new ReaderException(Kind.PROTOCOL, "The reader's answer is no event log.");
    }
}
