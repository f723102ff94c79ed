// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program has written so far. {@link #await} goes through it from front to back, so that what was awaited once does
 * not count twice.
 */
final class Output {
    /** Longer than anything here takes, the making of three RSA keys on a busy machine included. */
    static final int LIMIT_SECONDS = 60;

    private final String name;
    private final Thread thread;
    private final StringBuilder text = new StringBuilder();
    private int seen;
    private boolean ended;

    /** Reads until the end of the stream. */
    Output(String name, InputStream from) {
        this.name = name;
        thread = new Thread(() -> read(from), "output of " + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void read(InputStream from) {
        char[] chunk = new char[4096];
        try (Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
                append(chunk, count);
            }
        } catch (IOException e) {
            append(e.toString().toCharArray(), e.toString().length());
        }
        end();
    }

    private synchronized void append(char[] chunk, int count) {
        text.append(chunk, 0, count);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits until the program has written this after what was awaited before. */
    void await(String wanted) throws InterruptedException {
        await(Pattern.compile(wanted, Pattern.LITERAL));
    }

    /** Waits for a line that begins with this regular expression, after all that was awaited before, and gives it. */
    String awaitLine(String beginning) throws InterruptedException {
        return await(Pattern.compile("^" + beginning + ".*$", Pattern.MULTILINE));
    }

    private synchronized String await(Pattern wanted) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L;
        Matcher found = wanted.matcher(text);
        while (!found.reset(text).find(seen)) {
            long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (ended || leftMs <= 0) {
                throw new AssertionError(
                        "\"" + wanted + "\" did not come" + (ended ? "" : " in time") + "; " + name + ":\n" + text);
            }
            wait(leftMs);
        }
        seen = found.end();
        return found.group();
    }

    /** Waits for the end of the stream, or, as a daemon of the program may hold it, only a moment. */
    void awaitEnd() throws InterruptedException {
        thread.join(1_000);
    }

    synchronized String text() {
        return text.toString();
    }
}
