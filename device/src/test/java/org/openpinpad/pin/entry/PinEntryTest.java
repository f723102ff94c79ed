// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.display.PinPrompt;

/** When an entry ends: bEntryValidationCondition (CCID 1.1 §6.1.11), limits, keys and clock. */
class PinEntryTest {

    private static final long S = 1_000_000_000L;
    /** A clock that has run for long: nanoTime begins anywhere, also below 0. */
    private static final long START = -5 * S + 7;

    private static PinEntry entry(boolean endsAtMaximum, int min, int max, int timeOutS) {
        return entry(endsAtMaximum, min, max, timeOutS, new Question(PinPrompt.PIN, 127));
    }

    private static PinEntry entry(boolean endsAtMaximum, int min, int max, int timeOutS, Question... questions) {
        return new PinEntry(new EntryRules(min, max, endsAtMaximum, timeOutS, List.of(questions)), false, START);
    }

    /** Old, new and repeated PIN. */
    private static PinEntry change() {
        return entry(
                false,
                2,
                4,
                30,
                new Question(PinPrompt.OLD, 4),
                new Question(PinPrompt.NEW, 4),
                new Question(PinPrompt.REPEAT, 4));
    }

    /** {@code d} digit, {@code c} correct, {@code e} clear, {@code o} OK, {@code x} cancel, {@code t} time over; the last one's step. */
    private static PinEntry.Step last(PinEntry entry, String events) {
        PinEntry.Step step = PinEntry.Step.IGNORED;
        for (int i = 0; i < events.length(); i++) {
            step = switch (events.charAt(i)) {
                case 'd' -> entry.digit(START);
                case 'c' -> entry.correct(START);
                case 'e' -> entry.clear(START);
                case 'o' -> entry.ok(START);
                case 'x' -> entry.cancel();
                default -> entry.time(START + 30 * S);
            };
        }
        return step;
    }

    /** Least 2 digits, most 4; what the last event does, and what it does if the most digits end the entry. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "d,      more,       more",
        "dddd,   more,       complete",
        "ddddd,  full,       full",
        "o,      too_few,    too_few",
        "oo,     bad_length, bad_length",
        "do,     too_few,    too_few",
        "doo,    bad_length, bad_length",
        "dodo,   complete,   complete",
        "dodco,  too_few,    too_few",
        "dodeo,  too_few,    too_few",
        "doco,   too_few,    too_few",
        "oeo,    too_few,    too_few",
        "ddo,    complete,   complete",
        "dddo,   complete,   complete",
        "ddco,   too_few,    too_few",
        "ddcdo,  complete,   complete",
        "c,      ignored,    ignored",
        "dc,     less,       less",
        "dcc,    ignored,    ignored",
        "e,      ignored,    ignored",
        "ddde,   cleared,    cleared",
        "dddeo,  too_few,    too_few",
        "x,      cancelled,  cancelled",
        "ddx,    cancelled,  cancelled",
        "t,      timed_out,  timed_out",
        "dt,     timed_out,  timed_out",
        "ddt,    timed_out,  timed_out"
    })
    void theEntryEndsAsItsRulesSay(String events, String byKey, String atMaximum) {
        assertEquals(byKey, last(entry(false, 2, 4, 30), events).name().toLowerCase(Locale.ROOT));
        assertEquals(atMaximum, last(entry(true, 2, 4, 30), events).name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "d, 1",
        "dddd, 4",
        "ddddddd, 4",
        "dc, 0",
        "dcc, 0",
        "dddddc, 3",
        "ddo, 2",
        "ddt, 2",
        "ddde, 0",
        "ddded, 1"
    })
    void countsTheDigitsThatStand(String events, int digits) {
        PinEntry entry = entry(false, 2, 4, 30);
        last(entry, events);
        assertEquals(digits, entry.digits());
    }

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 30", "999999999, 30", "1000000000, 29", "28999999999, 2", "29000000000, 1"})
    void countsTheSecondsDown(long afterNs, int left) {
        assertEquals(left, entry(false, 1, 4, 30).secondsLeft(START + afterNs));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, S, 400 * S})
    void noTimeIsLeftOnceItIsOver(long lateNs) {
        PinEntry entry = entry(false, 1, 4, 30);
        assertEquals(0, entry.secondsLeft(START + 30 * S + lateNs));
        assertEquals(PinEntry.Step.TIMED_OUT, entry.time(START + 30 * S + lateNs));
        assertEquals(START + 30 * S, entry.nextSecondNs(START + 30 * S + lateNs));
    }

    @Test
    void timeIsNotOverOneNanosecondEarly() {
        assertEquals(PinEntry.Step.IGNORED, entry(false, 1, 4, 30).time(START + 30 * S - 1));
    }

    /** Whoever ticks when told to, ticks once for each second shown, and the last time when time is over. */
    @Test
    void eachTickShowsOneSecondLess() {
        PinEntry entry = entry(false, 1, 4, 30);
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

    /** The steps of a change under the key's condition, and which PIN is asked then. */
    @ParameterizedTest
    @CsvSource({
        "dd,             more,      OLD",
        "do,             too_few,   OLD",
        "ddo,            next,      NEW",
        "ddoo,           too_few,   NEW",
        "ddodddo,        next,      REPEAT",
        "ddodddodddo,    complete,  REPEAT",
        "ddodddoddo,     complete,  REPEAT",
        "ddodddodde,     cleared,   REPEAT",
        "ddodddox,       cancelled, REPEAT",
        "ddot,           timed_out, NEW",
    })
    void aChangeAsksForOnePinAfterTheOther(String events, String step, PinPrompt asked) {
        PinEntry entry = change();
        assertEquals(step, last(entry, events).name().toLowerCase(Locale.ROOT));
        assertEquals(asked, entry.prompt());
    }

    @Test
    void eachPinOfAChangeHasItsOwnDigits() {
        PinEntry entry = change();
        last(entry, "ddoddddoddde");
        assertEquals(List.of(2, 4, 0), List.of(entry.digits(0), entry.digits(1), entry.digits(2)));
        assertEquals(2, entry.asked());
    }

    /** Else the PC could see at the end of it when the PIN before was complete. */
    @Test
    void theTimeIsOneForAllPinsOfAChange() {
        PinEntry entry = change();
        assertEquals(PinEntry.Step.MORE, entry.digit(START + 20 * S));
        assertEquals(PinEntry.Step.MORE, entry.digit(START + 25 * S));
        assertEquals(PinEntry.Step.NEXT, entry.ok(START + 29 * S));
        assertEquals(1, entry.secondsLeft(START + 29 * S));
        assertEquals(PinEntry.Step.IGNORED, entry.time(START + 30 * S - 1));
        assertEquals(PinEntry.Step.TIMED_OUT, entry.time(START + 30 * S));
    }

    /** Four digits fit the command, six may be typed. */
    @ParameterizedTest
    @CsvSource({
        "false, ddddo,    complete",
        "false, dddddo,   too_many",
        "false, dddddoo,  bad_length",
        "false, dddddodo, too_many",
        "false, dddddoco, complete",
        "false, dddddco,  complete",
        "false, ddddddd,  full",
        "false, dddddddo, too_many",
        "true,  dddd,     complete",
    })
    void aPinThatDoesNotFitIsToldAndNotCut(boolean endsAtMaximum, String events, String step) {
        PinEntry entry = entry(endsAtMaximum, 2, 6, 30, new Question(PinPrompt.PIN, 4));
        assertEquals(4, entry.most());
        assertEquals(step, last(entry, events).name().toLowerCase(Locale.ROOT));
    }

    /** A PC that asks for few digits and an end by itself would learn when each of them is typed. */
    @ParameterizedTest
    @CsvSource({"1, d", "2, dd", "3, ddd"})
    void fewDigitsWantTheKey(int max, String digits) {
        PinEntry entry = entry(true, 1, max, 30);
        assertEquals(PinEntry.Step.MORE, last(entry, digits));
        assertEquals(PinEntry.Step.COMPLETE, last(entry, "o"));
    }

    /** A PC can give an entry up and ask for another while the user looks at the keys. */
    @Test
    void keysOfAnEntryBeforeAreNotTakenUntilTheKeypadHasRested() {
        EntryRules rules = new EntryRules(2, 4, false, 30, List.of(new Question(PinPrompt.PIN, 4)));
        PinEntry entry = new PinEntry(rules, true, START);
        long now = START;
        for (int i = 0; i < 10; i++) {
            assertEquals(PinEntry.Step.IGNORED, entry.digit(now));
            assertEquals(PinEntry.Step.IGNORED, entry.correct(now));
            assertEquals(PinEntry.Step.IGNORED, entry.clear(now));
            assertEquals(PinEntry.Step.IGNORED, entry.ok(now));
            now += PinEntry.REST_NS - 1;
        }
        assertEquals(PinEntry.Step.CANCELLED, entry.cancel());
        assertEquals(0, entry.digits());
        assertEquals(PinEntry.Step.MORE, entry.digit(now + 1));
        assertEquals(PinEntry.Step.MORE, entry.digit(now + 2));
        assertEquals(PinEntry.Step.COMPLETE, entry.ok(now + 3));
    }
}
