// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A firmware in a process of its own, with a PIN that is new each time: entries are made at it, and its memory is searched. */
final class FirmwareUnderSearch implements AutoCloseable {

    /** Less than any JVM has: a search of less was none. */
    private static final long SEARCHED_MIN = 20 << 20;

    /** After an entry that was broken off no key is taken until none was pressed for so long. */
    private static final int KEYPAD_RESTS_MS = 800;

    private final SearchTally tally;
    private final Path pipe;
    private final SecretDigits right;
    private final SecretDigits wrong;

    private final ChildJvm child;
    private final ProcessMemory memory;
    private final Writer pc;
    private boolean brokenOff;

    /** Starts it and powers the card on. */
    FirmwareUnderSearch(Path directory, SearchTally tally) throws IOException, InterruptedException {
        this.tally = tally;
        pipe = Files.createTempDirectory(directory, "firmware").resolve("pc");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        child = ChildJvm.start(FirmwareChild.class, pipe.toString());
        memory = child.memory();
        child.await("wants a PIN");
        requireReadable(); // some systems keep even a child's memory to root
        right = unseen();
        wrong = unseen();
        child.type(right);
        child.await("ready: in a test");
        requireReadable();
        pc = Files.newBufferedWriter(pipe, StandardCharsets.US_ASCII);
        carryOut(Ending.powerOn());
    }

    private void requireReadable() {
        if (!memory.isReadable()) {
            child.close();
            abort("the firmware's memory is searched by root only, for the firmware shuts every other process out");
        }
    }

    /** Digits that are not there by chance before anybody has typed them. */
    private SecretDigits unseen() throws IOException {
        SecretDigits digits;
        do {
            digits = new SecretDigits(new SecureRandom());
        } while (!memory.search(List.of(digits)).hits().isEmpty());
        return digits;
    }

    private SecretDigits digits(Ending.Typed typed) {
        return switch (typed) {
            case RIGHT -> right;
            case WRONG -> wrong;
        };
    }

    void carryOut(List<String> steps) throws IOException, InterruptedException {
        for (String step : steps) {
            String argument = step.substring(step.indexOf(' ') + 1);
            if (step.startsWith("key ")) {
                child.press(argument.charAt(0));
            } else if (step.startsWith("see ")) {
                child.await(argument);
            } else if (step.startsWith("shows ")) {
                child.await(line -> line.startsWith(argument), step);
            } else if (step.equals("atr")) {
                child.await(line -> line.startsWith("pc 80") && line.startsWith("0001", 13), step);
            } else if (step.equals("terminate")) {
                child.terminate();
            } else {
                pc.write(step + "\n");
                pc.flush();
            }
        }
    }

    /** An entry up to its last digit. */
    void enter(Ending ending, boolean collecting) throws IOException, InterruptedException {
        carryOut(List.of(ending.request(), "see did " + ending.request()));
        if (brokenOff) {
            TimeUnit.MILLISECONDS.sleep(KEYPAD_RESTS_MS);
        }
        for (int i = 0; i < ending.typed().size(); i++) {
            if (i > 0) {
                child.press('O');
            }
            enter(digits(ending.typed().get(i)), collecting);
        }
        tally.entry();
    }

    private void enter(SecretDigits digits, boolean collecting) throws IOException, InterruptedException {
        if (!collecting) {
            child.type(digits);
        }
        for (int i = 0; i < SecretDigits.COUNT && collecting; i++) {
            child.press(digits.key(i));
            String marks = " " + "*".repeat(i + 1) + " ";
            child.await(line -> line.contains(marks), marks);
            carryOut(List.of("gc", "see did gc"));
        }
        if (!collecting) {
            child.await(line -> line.contains(FirmwareChild.ALL_MARKS), "twelve marks");
        }
    }

    /** An entry, searched while it waits, and after it ended. */
    void enterAndSearch(Ending ending, boolean collecting) throws IOException, InterruptedException {
        enter(ending, collecting);
        isInTheLockedPageAlone(ending);
        carryOut(ending.steps());
        isNowhere("after " + ending);
        carryOut(ending.recovery());
        brokenOff = !ending.isEndedByUser();
        tally.searchedEntry();
    }

    /** Entries with nothing between them, as fast as they go. */
    void enter(Ending ending, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            carryOut(List.of(ending.request(), "see did " + ending.request()));
            child.type(digits(ending.typed().get(0)));
            carryOut(ending.steps());
        }
        tally.entries(count);
    }

    private void isInTheLockedPageAlone(Ending ending) throws IOException {
        List<SecretDigits.Hit> hits = search();
        List<SecretDigits.Hit> safe = memory.protectedOnes(hits);
        SecretDigits typed = digits(ending.typed().get(0));
        assertTrue(
                safe.stream().anyMatch(hit -> hit.digits() == typed),
                "before " + ending + ": the search must find what is there");
        tally.waiting(safe.size());
        tally.left(hits.size() - safe.size());
        assertEquals(safe, hits, "before " + ending + ": in unprotected memory");
        assertTrue(memory.lockedKb() > 0, "no memory is locked");
    }

    private void isNowhere(String when) throws IOException {
        List<SecretDigits.Hit> hits = search();
        tally.left(hits.size());
        assertEquals(List.of(), hits, when);
    }

    private List<SecretDigits.Hit> search() throws IOException {
        long begin = System.nanoTime();
        SearchedFile searched = memory.search(List.of(right, wrong));
        tally.search(searched.searched(), System.nanoTime() - begin);
        assertTrue(searched.searched() > SEARCHED_MIN, "searched only " + searched.searched() + " bytes");
        return searched.hits();
    }

    /** What is found in a core dump, by address. */
    List<SecretDigits.Hit> searchCoreDump(Path file) throws IOException, InterruptedException {
        return CoreDump.search(child.pid(), file, List.of(right, wrong));
    }

    ProcessMemory memory() {
        return memory;
    }

    @Override
    public void close() {
        child.close();
    }
}
