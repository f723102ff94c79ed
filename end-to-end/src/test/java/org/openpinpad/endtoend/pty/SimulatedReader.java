// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The reader under test, {@code simulate --pty} with an OpenPGP card by default, as a program: its keys and its display. */
final class SimulatedReader {
    /** The question whether a PIN of the PC may pass. */
    static final String MAY_PIN_PASS = "PIN from PC: The PC sends a PIN. Let it through to the card\\?";

    private static final String PIN_FROM_PC = "The PC tried to send a PIN.";

    private static final int END_SECONDS = 10;

    /** The reader takes no OK within 0.7 s of a question. */
    private static final int READING_MS = 900;

    private final Process process;
    private final Path line;
    private final Output display;
    private final Output messages;

    private SimulatedReader(Process process, Path line) {
        this.process = process;
        this.line = line;
        display = new Output("the display", process.getInputStream());
        messages = new Output("the simulator", process.getErrorStream());
    }

    /** Returns when a PC can find the reader at {@code line}. */
    static SimulatedReader start(Path line, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JavaProgram.reader("simulate", "--pty", line.toString()));
        command.addAll(options);
        SimulatedReader reader = new SimulatedReader(new ProcessBuilder(command).start(), line);
        try {
            reader.messages.await("ready: ");
            return reader;
        } catch (AssertionError e) {
            reader.process.destroyForcibly();
            throw e;
        }
    }

    /** Presses keys, by the characters that {@code ./pinpad simulate --help} gives them. */
    void press(String keys) throws IOException {
        OutputStream keypad = process.getOutputStream();
        keypad.write(keys.getBytes(StandardCharsets.US_ASCII));
        keypad.flush();
    }

    /** Waits until the display asks for this PIN, then presses the keys. */
    void whenAskedFor(String pin, String keys) throws IOException, InterruptedException {
        whenShown("Enter PIN: OpenPGP " + pin, keys);
    }

    /** Waits until the display shows this, then presses the keys. */
    void whenShown(String text, String keys) throws IOException, InterruptedException {
        display.await(text);
        press(keys);
    }

    /** Waits until the display shows this, after all that was awaited before. */
    void shows(String text) throws InterruptedException {
        display.await(text);
    }

    /** Waits until the display puts this question, a regular expression at a line's beginning, and gives the line. */
    String asks(String question) throws InterruptedException {
        return display.awaitLine(question);
    }

    /** Answers the question that the display has put, after a moment for reading it. */
    void answersAfterReading(String keys) throws IOException, InterruptedException {
        Thread.sleep(READING_MS);
        press(keys);
    }

    /** Answers the question that the display puts, after a moment for reading it. */
    void answers(String question, String keys) throws IOException, InterruptedException {
        asks(question);
        answersAfterReading(keys);
    }

    /** Waits until the display says that the PC sent a PIN, which did not pass. */
    void showsRefusal() throws InterruptedException {
        shows("PIN from PC: " + PIN_FROM_PC + " Refused.");
    }

    /** Fails if the display ever said that the PC sent a PIN. */
    void refusedNothing() {
        String all = display.text();
        assertFalse(all.contains(PIN_FROM_PC), all);
    }

    Output display() {
        return display;
    }

    /** What a person would be told on standard error. */
    String messages() {
        return messages.text();
    }

    void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the simulator did not end; it wrote:\n" + messages.text());
        }
        assertFalse(Files.exists(line, LinkOption.NOFOLLOW_LINKS), "the simulator left its line behind");
    }
}
