// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unmodified pcscd with Debian's libccidtwin.so uses the simulator at a serial line, and OpenSC uses both. Takes root and
 * the packages pcscd, libccid, pcsc-tools, opensc.
 */
@Tag("pty")
class PcscdTest {
    private static final int LIMIT_SECONDS = 60;

    /** PCSC_LITE's log of the dialogue shows bytes as two digits with spaces. */
    private static final List<String> PIN_FORMS = List.of("31 32 33 34 35 36", "12 34 56", "26 12 34 56");

    @TempDir
    Path dir;

    private Path line;
    private Process simulator;

    @BeforeEach
    void plugIn() throws Exception {
        line = dir.resolve("line");
        Path errors = dir.resolve("simulator.err");
        simulator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openpinpad.simulator.SimulatorMain",
                        "simulate",
                        "--pty",
                        line.toString())
                .redirectError(errors.toFile())
                .redirectOutput(dir.resolve("display").toFile())
                .start();
        await("the simulator is ready", () -> text(errors).contains("ready: "));
    }

    @AfterEach
    void pullOut() throws InterruptedException {
        simulator.destroy();
        assertTrue(simulator.waitFor(10, TimeUnit.SECONDS));
        assertFalse(Files.exists(line, java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void openscFindsAReaderWithAPinPadAndItsCard() throws Exception {
        assertTrue(pcsc(0, "opensc-tool", "-l").contains("Yes   PIN pad   OpenPinpad"));
        // A second pcscd at the same line: the first has closed it.
        assertTrue(pcsc(0, "opensc-tool", "-n").contains("OpenPGP card"));
    }

    @Test
    void loginTakesThePinFromTheReaderAndNoFormOfItCrosses() throws Exception {
        Process login = start("pkcs11-tool", "--login", "--list-objects");
        await("the reader asks for the PIN", () -> text(dir.resolve("display")).contains("Enter PIN"));
        try (OutputStream keys = simulator.getOutputStream()) {
            keys.write("123456O".getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals(
                "",
                ended(login, 0)
                        .lines()
                        .filter(l -> l.contains("error"))
                        .findAny()
                        .orElse(""));
        String log = text(dir.resolve("pcscd.log"));
        assertTrue(log.contains("03 06 69 "), "no PC_to_RDR_Secure was sent");
        for (String form : PIN_FORMS) {
            assertFalse(log.contains(form), form);
        }
        assertTrue(text(dir.resolve("display")).contains("PIN correct"));
    }

    private String pcsc(int status, String... command) throws Exception {
        return ended(start(command), status);
    }

    private Process start(String... command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of("pty", "with-pcscd").toAbsolutePath().toString());
        all.add(line.toString());
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(dir.resolve("output").toFile());
        builder.environment().put("PCSCD_DEBUG", "1");
        builder.environment().put("PCSCD_LOG", dir.resolve("pcscd.log").toString());
        return builder.start();
    }

    private String ended(Process process, int status) throws InterruptedException {
        boolean inTime = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroy();
        String output = text(dir.resolve("output"));
        assertTrue(inTime, output);
        assertEquals(status, process.exitValue(), output);
        return output;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < LIMIT_SECONDS * 10; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("in vain waited until " + what);
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
