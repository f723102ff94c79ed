// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One of the two programs of the demonstration, in its own process; its lines go to whoever listens. */
final class Side implements AutoCloseable {

    private static final long POLL_MS = 20;

    private final Process process;
    private final Thread reader;
    private String last = "";
    private boolean seen;
    private Predicate<String> awaited = line -> false;

    private Side(Process process, Consumer<String> lines) {
        this.process = process;
        reader = new Thread(() -> read(process.getInputStream(), lines), "read-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a program whose lines, of both its outputs in their order, are passed on. */
    static Side start(List<String> command, Consumer<String> lines) throws IOException {
        return new Side(new ProcessBuilder(command).redirectErrorStream(true).start(), lines);
    }

    /** Starts a program that has the terminal to itself. */
    static Process startInTerminal(List<String> command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start();
    }

    private void read(InputStream from, Consumer<String> lines) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                note(line);
                lines.accept(line);
            }
        } catch (IOException e) {
            // The process ended in the middle of a line; its exit code tells the rest.
            return;
        }
    }

    private synchronized void note(String line) {
        last = line;
        seen |= awaited.test(line);
    }

    /** Waits for a line, the newest one before the call included; false when the time is up or the program ended. */
    boolean await(Predicate<String> line, long timeoutMs) throws InterruptedException {
        synchronized (this) {
            seen = line.test(last);
            awaited = line;
        }
        long end = System.nanoTime() + timeoutMs * 1_000_000;
        while (System.nanoTime() - end < 0) {
            synchronized (this) {
                if (seen) {
                    return true;
                }
            }
            if (!process.isAlive() && !reader.isAlive()) {
                return false;
            }
            Thread.sleep(POLL_MS);
        }
        return false;
    }

    void type(char key) throws IOException {
        process.getOutputStream().write(key);
        process.getOutputStream().flush();
    }

    /** The exit code, when the program has ended and all its lines are read. */
    int awaitEnd(long timeoutMs) throws InterruptedException {
        boolean ended = process.waitFor(timeoutMs, TimeUnit.MILLISECONDS);
        reader.join(timeoutMs);
        return ended ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
