// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When an entry ends: bEntryValidationCondition (CCID 1.1 §6.1.11), limits, keys and clock. */
class PinEntryTest {

    private static final long S = 1_000_000_000L;
    /** A clock that has run for long: nanoTime begins anywhere, also below 0. */
    private static final long START = -5 * S + 7;

    private static PinEntry entry(int validation, int min, int max, int timeOutS) {
        ByteBuffer none = ByteBuffer.allocate(0);
        return new PinEntry(
                new VerifyTemplate(none, none, min, max, timeOutS, EntryValidation.of(validation), 0), START);
    }

    /** {@code d} digit, {@code c} correct, {@code o} OK, {@code x} cancel, {@code t} time over; the last one's step. */
    private static PinEntry.Step last(PinEntry entry, String events) {
        PinEntry.Step step = PinEntry.Step.IGNORED;
        for (int i = 0; i < events.length(); i++) {
            step = switch (events.charAt(i)) {
                case 'd' -> entry.digit();
                case 'c' -> entry.correct();
                case 'o' -> entry.ok();
                case 'x' -> entry.cancel();
                default -> entry.time(START + 30 * S);
            };
        }
        return step;
    }

    /** Least 2 digits, most 4; what the last event does under the values 0 to 7 of bEntryValidationCondition. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "d,      more,      more,      more,      more,      more,      more,      more,      more",
        "dddd,   more,      complete,  more,      complete,  more,      complete,  more,      complete",
        "ddddd,  ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored",
        "o,      ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored",
        "do,     ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored",
        "ddo,    complete,  ignored,   complete,  complete,  ignored,   ignored,   complete,  complete",
        "dddo,   complete,  ignored,   complete,  complete,  ignored,   ignored,   complete,  complete",
        "ddco,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored",
        "ddcdo,  complete,  ignored,   complete,  complete,  ignored,   ignored,   complete,  complete",
        "c,      ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored",
        "dc,     less,      less,      less,      less,      less,      less,      less,      less",
        "dcc,    ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored,   ignored",
        "x,      cancelled, cancelled, cancelled, cancelled, cancelled, cancelled, cancelled, cancelled",
        "ddx,    cancelled, cancelled, cancelled, cancelled, cancelled, cancelled, cancelled, cancelled",
        "t,      timed_out, timed_out, timed_out, timed_out, timed_out, timed_out, timed_out, timed_out",
        "dt,     timed_out, timed_out, timed_out, timed_out, timed_out, timed_out, timed_out, timed_out",
        "ddt,    timed_out, timed_out, timed_out, timed_out, complete,  complete,  complete,  complete"
    })
    void theEntryEndsAsItsConditionSays(
            String events, String v0, String v1, String v2, String v3, String v4, String v5, String v6, String v7) {
        String[] expected = {v0, v1, v2, v3, v4, v5, v6, v7};
        for (int validation = 0; validation < expected.length; validation++) {
            PinEntry.Step step = last(entry(validation, 2, 4, 30), events);
            assertEquals(expected[validation], step.name().toLowerCase(Locale.ROOT), "condition " + validation);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "d, 1", "dddd, 4", "ddddddd, 4", "dc, 0", "dcc, 0", "dddddc, 3", "ddo, 2", "ddt, 2"})
    void countsTheDigitsThatStand(String events, int digits) {
        PinEntry entry = entry(2, 2, 4, 30);
        last(entry, events);
        assertEquals(digits, entry.digits());
    }

    @Test
    void reservedConditionsAreNone() {
        for (int value = 8; value < 256; value++) {
            assertEquals(null, EntryValidation.of(value));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 30", "999999999, 30", "1000000000, 29", "28999999999, 2", "29000000000, 1"})
    void countsTheSecondsDown(long afterNs, int left) {
        assertEquals(left, entry(2, 1, 4, 30).secondsLeft(START + afterNs));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, S, 400 * S})
    void noTimeIsLeftOnceItIsOver(long lateNs) {
        PinEntry entry = entry(2, 1, 4, 30);
        assertEquals(0, entry.secondsLeft(START + 30 * S + lateNs));
        assertEquals(PinEntry.Step.TIMED_OUT, entry.time(START + 30 * S + lateNs));
        assertEquals(START + 30 * S, entry.nextSecondNs(START + 30 * S + lateNs));
    }

    @Test
    void timeIsNotOverOneNanosecondEarly() {
        assertEquals(PinEntry.Step.IGNORED, entry(2, 1, 4, 30).time(START + 30 * S - 1));
    }

    /** Whoever ticks when told to, ticks once for each second shown, and the last time when time is over. */
    @Test
    void eachTickShowsOneSecondLess() {
        PinEntry entry = entry(2, 1, 4, 30);
        long now = START;
        for (int left = 30; left > 0; left--) {
            assertEquals(left, entry.secondsLeft(now));
            assertEquals(PinEntry.Step.IGNORED, entry.time(now));
            long next = entry.nextSecondNs(now);
            assertTrue(next > now, "time goes on");
            now = next;
        }
        assertEquals(PinEntry.Step.TIMED_OUT, entry.time(now));
    }
}
