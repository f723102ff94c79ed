// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;

/** {@code openpinpad events} as its user sees it. */
class EventsCommandTest {

    private static final String END = System.lineSeparator();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T12:00:30.9Z"), ZoneOffset.ofHours(1));

    private final FakeReaders readers = new FakeReaders("");
    private final List<Long> asked = new ArrayList<>();
    private String out;
    private String err;

    private int run(String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        Console console =
                new Console(new PrintWriter(outText, true), new PrintWriter(errText, true), StandardCharsets.UTF_8);
        int code = new OpenPinpad(List.of(readers), console, CLOCK, Duration.ZERO).run(arguments);
        out = outText.toString();
        err = errText.toString();
        assertFalse(err.contains("\tat "), () -> "a stack trace: " + err);
        return code;
    }

    private void log(EventAnswer.Entry... events) {
        readers.events = first -> List.of(events);
    }

    private static EventAnswer.Entry event(long number, long age, String text) {
        return new EventAnswer.Entry(number, age, text);
    }

    /** What the reader answers in turn; at last it is gone. */
    private void answers(Object... answers) {
        Deque<Object> left = new ArrayDeque<>(List.of(answers));
        readers.events = first -> {
            asked.add(first);
            Object answer = left.isEmpty() ? new ReaderException(Kind.GONE, "The reader was unplugged.") : left.poll();
            if (answer instanceof ReaderException problem) {
                throw problem;
            }
            return List.of((EventAnswer.Entry) answer);
        };
    }

    @Test
    void aLineHasNumberTimeAndText() {
        log(
                event(11, 90_000, "Locked by key"),
                event(12, 90, "PIN asked: OpenPGP PIN (82)"),
                event(13, 0, "Wrong PIN: 2 tries left"));
        assertEquals(0, run("events"));
        assertEquals("""
                11  2026-11-26 12:00:30  Locked by key
                12  12:59:00  PIN asked: OpenPGP PIN (82)
                13  13:00:30  Wrong PIN: 2 tries left
                """, out);
        assertEquals("", err);
        assertTrue(readers.readerClosed);
    }

    @Test
    void asJson() {
        log(event(12, 90, "Wrong PIN: 2 tries left"));
        assertEquals(0, run("events", "--json"));
        assertEquals("""
                {
                  "events": [
                    {
                      "number": 12,
                      "time": "2026-11-27T12:59:00+01:00",
                      "ageSeconds": 90,
                      "text": "Wrong PIN: 2 tries left"
                    }
                  ]
                }
                """, out);
    }

    @Test
    void anEmptyLogIsNoError() {
        assertEquals(0, run("events"));
        assertEquals("", out);
        assertEquals("Note: The event log is empty." + END, err);
        assertEquals(0, run("events", "--json"));
        assertEquals("""
                {
                  "events": []
                }
                """, out);
    }

    @Test
    void itWorksWithoutACard() {
        readers.card = false;
        log(event(1, 0, "a"));
        assertEquals(0, run("events"));
    }

    @ParameterizedTest
    @CsvSource({
        "UNSUPPORTED, 6",
        "NO_CARD, 7",
        "BUSY, 7",
        "GONE, 70",
        "TIMEOUT, 70",
        "PROTOCOL, 70",
        "IO, 70",
    })
    void anErrorIsOneSentenceAndAnExitCode(Kind kind, int code) {
        readers.events = first -> {
            throw new ReaderException(kind, "What it is.");
        };
        assertEquals(code, run("events"));
        assertEquals("openpinpad: What it is." + END, err);
        assertEquals("", out);
        assertTrue(readers.readerClosed);
    }

    @Test
    void theReadersWordsCannotSteerTheTerminal() {
        List<Integer> bad = new ArrayList<>(IntStream.range(0, 0x20).boxed().toList());
        bad.addAll(IntStream.rangeClosed(0x7F, 0x9F).boxed().toList());
        bad.addAll(List.of(0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF, 0xE0001));
        bad.addAll(IntStream.rangeClosed(0x202A, 0x202E).boxed().toList());
        bad.addAll(IntStream.rangeClosed(0x2066, 0x2069).boxed().toList());
        for (int character : bad) {
            log(event(1, 0, "a" + Character.toString(character) + "b"));
            run("events");
            assertEquals("1  13:00:30  a?b" + END, out, "U+%04X".formatted(character));
            run("events", "--json");
            if (character < 0x10000) {
                assertTrue(out.contains("\"a\\u%04xb\"".formatted(character)), "U+%04X".formatted(character));
            }
        }
    }

    @Test
    void aTextCannotPassForALineOfItsOwn() {
        log(event(1, 0, "a\r\n2  13:00:00  PIN correct"));
        run("events");
        assertEquals("1  13:00:30  a??2  13:00:00  PIN correct" + END, out);
    }

    @Test
    void wordsOfEveryLanguageStay() {
        log(event(1, 0, "SIGNIEREN mit OpenPGP Signaturschlüssel, SHA-256-Wert 3f9a12bc…: getan 漢字 😀"));
        run("events");
        assertTrue(out.contains("Signaturschlüssel, SHA-256-Wert 3f9a12bc…: getan 漢字 😀"), out);
    }

    @Test
    void theOldestPossibleEventHasATime() {
        log(event(0xFFFF_FFFFL, 0xFFFF_FFFFL, ""));
        assertEquals(0, run("events"));
        assertEquals("4294967295  1890-10-21 06:32:15  " + END, out);
    }

    @Test
    void followedItAsksFromTheNextNumberOn() {
        answers(event(7, 0, "seven"), event(8, 0, "eight"), event(0x20, 0, "later"));
        assertEquals(70, run("events", "--follow"));
        assertEquals(List.of(0L, 8L, 9L, 0x21L), asked);
        assertEquals("""
                7  13:00:30  seven
                8  13:00:30  eight
                32  13:00:30  later
                """, out);
        assertEquals("openpinpad: The reader was unplugged." + END, err);
        assertTrue(readers.readerClosed);
    }

    @Test
    void followedItWaitsWhileAnotherProgramHasTheCardOrThereIsNone() {
        answers(
                event(7, 0, "seven"),
                new ReaderException(Kind.BUSY, "Taken."),
                new ReaderException(Kind.NO_CARD, "None."),
                event(8, 0, "eight"));
        run("events", "--follow");
        assertEquals(List.of(0L, 8L, 8L, 8L, 9L), asked);
        assertTrue(out.endsWith("8  13:00:30  eight" + END), out);
    }

    @Test
    void helpNamesTheCommand() {
        run("--help");
        assertTrue(out.contains("events"), out);
        assertEquals(0, run("events", "--help"));
        for (String word : List.of("--follow", "--reader", "--json", "no event log", "Exit codes:")) {
            assertTrue(out.contains(word), word);
        }
    }
}
