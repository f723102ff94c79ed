// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program on the PC: what it is told is told at its start, then its input ends, as with {@code </dev/null}; or bit by bit. */
final class HostProgram {
    private final String name;
    private final Process process;
    private final Output output;

    private HostProgram(String name, Process process) {
        this.name = name;
        this.process = process;
        output = new Output(name, process.getInputStream());
    }

    static HostProgram start(String name, List<String> command, Map<String, String> environment, String input)
            throws IOException {
        HostProgram program = startListening(name, command, environment);
        try (Writer in = program.process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        return program;
    }

    /** The same, to be told things by {@link #tell}. */
    static HostProgram startListening(String name, List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new HostProgram(name, builder.start());
    }

    void tell(String text) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(text.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    long pid() {
        return process.pid();
    }

    /** Standard output and standard error. */
    Output output() {
        return output;
    }

    /** Waits for the end, demands this exit code, and gives what the program wrote. */
    String endsWith(int code) throws InterruptedException {
        boolean ended = process.waitFor(Output.LIMIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(ended, () -> name + " did not end; it wrote:\n" + output.text());
        output.awaitEnd();
        assertEquals(code, process.exitValue(), () -> "exit code of " + name + ", which wrote:\n" + output.text());
        return output.text();
    }

    /** Ends it, if it has not ended. */
    void close() {
        process.destroy();
    }
}
