// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command stty(1), which sets a terminal without native code of ours. */
@FunctionalInterface
interface Stty {
    int TIMEOUT_SECONDS = 3;

    /** Runs stty and returns what it printed. */
    String run(String... arguments) throws IOException;

    /** An stty for this terminal. */
    static Stty of(File tty) {
        return arguments -> {
            List<String> command = new ArrayList<>(List.of("stty"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectInput(tty)
                    .redirectErrorStream(true)
                    .start();
            int code = exitCode(process);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (code != 0) {
                throw new IOException(String.join(" ", command) + ": " + output.strip());
            }
            return output;
        };
    }

    /** The exit code of a command that takes no time, or an error if it does. */
    static int exitCode(Process process) throws IOException {
        try {
            if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IOException("no answer within " + TIMEOUT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
