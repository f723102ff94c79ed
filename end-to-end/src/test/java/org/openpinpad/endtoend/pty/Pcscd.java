// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Unmodified pcscd with Debian's libccidtwin.so at the reader's line, by {@code pty/with-pcscd}, in a mount namespace of its
 * own; programs run in there too. It logs every frame.
 */
final class Pcscd {
    private static final int END_SECONDS = 15;

    private final Process process;
    private final Path log;
    private final Output output;

    private Pcscd(Process process, Path log) {
        this.process = process;
        this.log = log;
        output = new Output("with-pcscd", process.getInputStream());
    }

    /** Returns when pcscd has found the reader. Its log goes to the file {@code log}. */
    static Pcscd start(Path line, Path log) throws IOException, InterruptedException {
        // cat ends with our end of the pipe, and with it all the rest, even when this JVM is killed.
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of("pty", "with-pcscd").toAbsolutePath().toString(),
                        line.toString(),
                        "sh",
                        "-c",
                        "echo reader found; exec cat")
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("PCSCD_DEBUG", "1", "PCSCD_LOG", log.toString()));
        Pcscd pcscd = new Pcscd(builder.start(), log);
        try {
            pcscd.output.await("reader found");
            return pcscd;
        } catch (AssertionError e) {
            pcscd.close();
            throw e;
        }
    }

    /** Starts a program that sees this pcscd and no other. */
    HostProgram start(Map<String, String> environment, String input, List<String> command) throws IOException {
        return HostProgram.start(command.get(0), inside(command), environment, input);
    }

    /** The same, to be told things while it runs. */
    HostProgram startListening(List<String> command) throws IOException {
        return HostProgram.startListening(command.get(0), inside(command), Map.of());
    }

    private List<String> inside(List<String> command) {
        DebianPackages.needProgram(command.get(0));
        List<String> inside = new ArrayList<>(List.of("nsenter", "--mount", "--target", Long.toString(process.pid())));
        inside.add("--");
        inside.addAll(command);
        return inside;
    }

    /** All that it has logged so far. */
    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }

    void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("with-pcscd did not end; it wrote:\n" + output.text());
        }
    }
}
