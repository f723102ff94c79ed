// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;

/** A PC with the reader plugged in, anew for each test: the card is fresh. Takes root and {@code end-to-end/packages}. */
@Tag("pty")
abstract class PluggedIn {
    private static final int LOG_LINES = 30;

    @TempDir
    Path dir;

    SimulatedReader reader;
    Pcscd pcscd;

    private final Deque<HostProgram> programs = new ArrayDeque<>();

    /** A failure tells what the other side was doing. */
    @RegisterExtension
    final TestExecutionExceptionHandler witnesses = (context, failure) -> {
        List<String> log = pcscd.log().lines().toList();
        failure.addSuppressed(new AssertionError("The display showed:\n"
                + reader.display().text() + "\nThe simulator said:\n"
                + reader.messages() + "\npcscd's log ends with:\n"
                + String.join("\n", log.subList(Math.max(0, log.size() - LOG_LINES), log.size()))));
        throw failure;
    };

    @BeforeEach
    void plugIn() throws IOException, InterruptedException {
        reader = SimulatedReader.start(dir.resolve("line"), readerOptions());
        startPcscd();
    }

    /** Runs after a failed {@link #plugIn} too, with what there is by then. */
    @AfterEach
    void pullOut() throws IOException, InterruptedException {
        programs.forEach(HostProgram::close);
        try {
            if (pcscd != null) {
                pcscd.close();
            }
        } finally {
            if (reader != null) {
                reader.close();
            }
        }
    }

    /** What the reader's owner wants, as options of {@code simulate}. */
    List<String> readerOptions() throws IOException {
        return List.of();
    }

    final void startPcscd() throws IOException, InterruptedException {
        pcscd = Pcscd.start(dir.resolve("line"), dir.resolve("pcscd.log"));
    }

    /** Starts a program on the PC. */
    final HostProgram start(String... command) throws IOException {
        return start(Map.of(), "", List.of(command));
    }

    final HostProgram start(Map<String, String> environment, String input, List<String> command) throws IOException {
        HostProgram program = pcscd.start(environment, input, command);
        programs.add(program);
        return program;
    }

    /** Starts a program on the PC that is told things while it runs. */
    final HostProgram startListening(List<String> command) throws IOException {
        HostProgram program = pcscd.startListening(command);
        programs.add(program);
        return program;
    }

    /** Runs a program on the PC that must succeed, and gives what it wrote. */
    final String run(String... command) throws IOException, InterruptedException {
        return start(command).endsWith(0);
    }
}
