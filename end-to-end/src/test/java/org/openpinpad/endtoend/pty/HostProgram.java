// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program on the PC: what it is told is told at its start, then its input ends, as with {@code </dev/null}. */
final class HostProgram implements AutoCloseable {
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
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        HostProgram program = new HostProgram(name, builder.start());
        try (Writer in = program.process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        return program;
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

    @Override
    public void close() {
        process.destroy();
    }
}
