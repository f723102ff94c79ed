// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.linux.Libc;

/** The options of {@code jvm-options} and what the firmware adds to them keep the memory of its process to itself. */
@Timeout(60)
class ProcessHardeningTest {

    private static final Path OPTIONS = Path.of("jvm-options").toAbsolutePath();

    @TempDir
    Path directory;

    /** What runs in a process of its own. */
    static final class Hardened {
        private Hardened() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try {
                ProcessHardening.apply(Libc.load());
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
                return;
            }
            try (Stream<String> status = Files.lines(Path.of("/proc/self/status"));
                    Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
                System.out.println("VmLck kB " + value(status, "VmLck:").replace(" kB", ""));
                System.out.println("core " + value(limits, "Max core file size"));
            }
            System.out.println("hardened");
            Thread.sleep(60_000);
        }

        private static String value(Stream<String> lines, String name) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).trim().replaceAll(" +", " "))
                    .collect(Collectors.joining());
        }
    }

    /** What this process may, the other one may. */
    private static boolean mayLockAll() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"));
                Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
            long capabilities = Long.parseUnsignedLong(Hardened.value(status, "CapEff:"), 16);
            String locked = Hardened.value(limits, "Max locked memory");
            long mayRaise = 1L << 24; // CAP_SYS_RESOURCE
            long mayIgnore = 1L << 14; // CAP_IPC_LOCK
            return (capabilities & (mayRaise | mayIgnore)) != 0 || locked.endsWith("unlimited bytes");
        }
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hardened.class.getName()));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> untilHardened(BufferedReader output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null && !line.equals("hardened"); line = output.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void aHardenedProcessWritesNoCoreAndLocksItsMemoryWhereItMay() throws IOException {
        Process process = start("@" + OPTIONS);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = untilHardened(output);
            assertTrue(lines.contains("core 0 0 bytes"), lines.toString());
            assertEquals(!mayLockAll(), lines.contains("VmLck kB 0"), lines.toString());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aCrashOfTheJvmLeavesNoFile() throws IOException, InterruptedException {
        Process process = start("@" + OPTIONS);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            untilHardened(output);
            new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            String said = output.lines().collect(Collectors.joining("\n"));
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertTrue(said.contains("SIGSEGV"), said);
            try (Stream<Path> left = Files.list(directory)) {
                assertEquals(List.of(), left.toList());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:-DisableAttachMechanism, -XX:+DisableAttachMechanism",
        "-XX:+HeapDumpOnOutOfMemoryError, -XX:-HeapDumpOnOutOfMemoryError"
    })
    void aJvmThatGivesItsMemoryAwayIsRefusedWithTheOptionThatHelps(String bad, String wanted) throws IOException {
        Process process = start("@" + OPTIONS, bad);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = untilHardened(output);
            assertEquals(1, lines.size(), lines.toString());
            assertTrue(lines.get(0).contains("start it with " + wanted + ","), lines.toString());
            assertFalse(lines.get(0).contains("Exception"), lines.toString());
        } finally {
            process.destroyForcibly();
        }
    }
}
