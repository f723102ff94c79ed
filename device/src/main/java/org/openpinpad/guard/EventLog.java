// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.ccid.escape.EventRequest;
import org.openpinpad.display.Event;
import org.openpinpad.display.EventText;
import org.openpinpad.display.Language;
import org.openpinpad.display.Screen;

/** The last events, in memory alone. Any thread may call. */
public final class EventLog {

    /** How many events are kept. */
    static final int CAPACITY = 64;

    private static final long NS_PER_S = 1_000_000_000L;

    private final Event[] events = new Event[CAPACITY];
    private final long[] times = new long[CAPACITY];
    /** Number of the newest event; the first one is 1. */
    private long newest;

    /**
     * Notes an event, in place of the oldest when the log is full. What the PC has refused again and again is one event: it
     * must not drive the others out.
     */
    public synchronized void add(Event event, long nowNs) {
        boolean again = newest > 0 && !(event instanceof Event.KeyUse) && event.equals(events[index(newest)]);
        if (!again) {
            newest++;
        }
        events[index(newest)] = event;
        times[index(newest)] = nowNs;
    }

    /** The event so many before the newest, for the display; behind the oldest comes the newest again. */
    public synchronized Screen page(int back, long nowNs) {
        int kept = (int) Math.min(newest, CAPACITY);
        if (kept == 0) {
            return new Screen.EmptyLog();
        }
        int page = back % kept;
        long number = newest - page;
        return new Screen.EventPage(events[index(number)], page + 1, kept, age(number, nowNs));
    }

    /**
     * Answers an Escape that asks for events (docs/decisions, number 9).
     *
     * @return false, and nothing written, if it is another request
     */
    public synchronized boolean answer(ByteBuffer request, ByteBuffer answer, Language language, long nowNs) {
        long first = EventRequest.parse(request);
        if (first == EventRequest.NONE) {
            return false;
        }
        EventAnswer.Writer writer = new EventAnswer.Writer(answer);
        boolean fits = true;
        for (long number = Math.max(first, newest - CAPACITY + 1); number <= newest && fits; number++) {
            fits = number < 1
                    || writer.add(number, age(number, nowNs), EventText.line(events[index(number)], language));
        }
        return true;
    }

    private long age(long number, long nowNs) {
        return Math.max(0, (nowNs - times[index(number)]) / NS_PER_S);
    }

    private static int index(long number) {
        return (int) (number % CAPACITY);
    }
}
