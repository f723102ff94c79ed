// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a PIN waits for OK it is in the locked page and nowhere else; after each ending it is nowhere. Proved by reading all
 * memory of the running firmware.
 */
@Tag("memory")
@Timeout(300)
class PinMemoryTest {

    private static final String POWER_ON = "62000000000001000000";
    private static final String POWER_OFF = "63000000000003000000";
    /** NotifySlotChange: present, changed. */
    private static final String INSERTED = "5003";

    private static final String BULK_ABORT = "72000000000002000000";
    /** VERIFY with PW1 (81), 6 to 32 digits, in so many seconds. */
    private static final String SECURE = "69140000000002000000" + "00%02X82000020060201090400000000" + "0020008100";

    /** After an entry that was broken off no key is taken until none was pressed for so long. */
    private static final int KEYPAD_RESTS_MS = 800;

    private static final int WARM_UP_ENTRIES = 150;

    @TempDir
    Path directory;

    private final SecureRandom random = new SecureRandom();
    private final SecretDigits pin = new SecretDigits(random);
    private final SecretDigits otherPin = new SecretDigits(random);
    /** Typed nowhere: what is found of it is chance. */
    private final SecretDigits control = new SecretDigits(random);

    private ChildJvm child;
    private ProcessMemory memory;
    private Writer pc;

    private void firmware() throws IOException, InterruptedException {
        start();
        if (!memory.isReadable()) {
            child.close();
            abort("the firmware's memory is searched by root only, for the firmware shuts every other process out");
        }
        powerOn();
    }

    private void start(String... arguments) throws IOException, InterruptedException {
        Path pipe = directory.resolve("pc");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        child = ChildJvm.start(
                FirmwareChild.class,
                Stream.concat(Stream.of(pipe.toString()), Stream.of(arguments)).toArray(String[]::new));
        memory = child.memory();
        child.type(pin);
        child.await("ready");
        pc = Files.newBufferedWriter(pipe, StandardCharsets.US_ASCII);
    }

    private void pc(String line) throws IOException, InterruptedException {
        pc.write(line + "\n");
        pc.flush();
        child.await("did " + line);
    }

    /** The PC's line and, whichever comes first, what it reads then. */
    private void pc(String line, String answer) throws IOException {
        pc.write(line + "\n");
        pc.flush();
        reads(answer);
    }

    private void reads(String answer) {
        try {
            child.await("pc " + answer);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void powerOn() throws IOException, InterruptedException {
        pc.write(POWER_ON + "\n");
        pc.flush();
        child.await(line -> line.startsWith("pc 80") && line.startsWith("0001", 13), "ATR");
    }

    private void entering(SecretDigits digits, int timeOutS) throws IOException, InterruptedException {
        pc(String.format(SECURE, timeOutS));
        child.await(line -> line.startsWith("Enter PIN"), "entry");
        TimeUnit.MILLISECONDS.sleep(KEYPAD_RESTS_MS);
        child.type(digits);
        child.await(line -> line.startsWith("Enter PIN") && line.contains(" ************ "), "twelve marks");
    }

    private void isIn(String where, SecretDigits digits) throws IOException {
        List<SecretDigits.Hit> hits = memory.search(digits);
        assertFalse(hits.isEmpty(), where + ": the search must find what is there");
        for (SecretDigits.Hit hit : hits) {
            assertTrue(memory.isProtected(hit.address()), where + ": in unprotected memory at " + hit);
        }
    }

    private void isGone(String after) throws IOException {
        isGone(after, pin);
    }

    private void isGone(String after, SecretDigits digits) throws IOException {
        assertEquals(List.of(), memory.search(digits), "after " + after);
        assertTrue(memory.searched() > 20 << 20, "searched only " + memory.searched() + " bytes");
    }

    @Test
    void afterEachEndingThePinIsNowhere() throws IOException, InterruptedException {
        firmware();
        try (ChildJvm running = child) {
            isGone("the card got it");

            entering(pin, 60);
            isIn("while it waits for OK", pin);
            running.press('O');
            reads("80020000000002000000" + "9000");
            isGone("the card took it");

            entering(otherPin, 60);
            isIn("while a wrong one waits", otherPin);
            running.press('O');
            reads("80020000000002000000" + "63C2");
            isGone("the card refused it", otherPin);

            entering(pin, 60);
            running.press('X');
            reads("8000000000000240EF00");
            isGone("cancel");

            entering(pin, 3);
            reads("8000000000000240F000");
            isGone("the time-out");

            entering(pin, 60);
            pc("abort", "8000000000000240FF00");
            isGone("the control half of ABORT");
            pc(BULK_ABORT, "81000000000002000000");

            entering(pin, 60);
            pc(POWER_OFF, "8000000000000240FF00");
            isGone("power-off");
            powerOn();

            entering(pin, 60);
            running.press('-');
            reads("8000000000000242FE00");
            isGone("the card was pulled");
            running.press('+');
            reads(INSERTED);
            powerOn();

            entering(pin, 60);
            pc("suspend", "8000000000000240FF00");
            isGone("suspend");
            pc("resume");
            powerOn();

            entering(pin, 60);
            pc("reset");
            isGone("bus reset");
            powerOn();

            entering(pin, 60);
            pc("close");
            isGone("the firmware's end");
            isGone("all of this", otherPin);
            isGone("nothing: it was never typed", control);
        }
    }

    @Test
    void collectionsBetweenDigitsAndManyEntriesLeaveNoTrace() throws IOException, InterruptedException {
        firmware();
        try (ChildJvm running = child) {
            pc(String.format(SECURE, 60));
            for (int i = 0; i < SecretDigits.COUNT; i++) {
                running.press(pin.key(i));
                String marks = " " + "*".repeat(i + 1) + " ";
                running.await(line -> line.contains(marks), marks);
                pc("gc");
            }
            isIn("after collections", pin);
            running.press('O');
            reads("80020000000002000000" + "9000");
            isGone("an entry with collections");

            for (int i = 0; i < WARM_UP_ENTRIES; i++) {
                pc(String.format(SECURE, 60));
                running.type(pin);
                running.press('O');
                reads("80020000000002000000" + "9000");
            }
            isGone(WARM_UP_ENTRIES + " entries");
        }
    }

    /** The process ends, which empties its memory, and says where the fault is but not what the message says. */
    @Test
    void aFaultOfTheProgramEndsTheProcess() throws IOException, InterruptedException {
        start("with a faulty display");
        try (ChildJvm faulty = child) {
            powerOn();
            pc(String.format(SECURE, 60));
            faulty.press(pin.key(0));
            faulty.press(pin.key(1));
            List<String> said = faulty.end();
            assertEquals("exit 70", said.get(said.size() - 1));
            String report = String.join("\n", said);
            assertTrue(report.contains("Thread display, java.lang.IllegalStateException"), report);
            assertFalse(report.contains(FirmwareChild.SECOND_DIGIT), report);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel", "events"})
    void theSearchFindsWhatALeakyProgramLeft(String leak) throws IOException, InterruptedException {
        try (ChildJvm leaky = ChildJvm.start(LeakyChild.class, leak)) {
            memory = leaky.memory();
            assumeTrue(memory.isReadable(), "the memory of another process is not to be read here");
            leaky.type(pin);
            leaky.await("forgotten");
            assertFalse(memory.search(pin).isEmpty(), "the search finds the PIN that was left by " + leak);
            assertEquals(List.of(), memory.search(control), "chance");
        }
    }
}
