// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the scripts of {@code vm/guest} in the virtual machine and takes their {@code ok} and {@code FAIL} lines for test
 * results. What the guest wrote, captures and logs, is left in {@code target/vm}.
 */
@Tag("vm")
class VmTest {
    private static final int LIMIT_SECONDS = 600;

    @TestFactory
    List<DynamicTest> pcscdAndOpenscUseTheReader() throws IOException, InterruptedException {
        return run("reader-test");
    }

    @TestFactory
    List<DynamicTest> gnupgUsesTheReader() throws IOException, InterruptedException {
        return run("gpg-test");
    }

    @TestFactory
    List<DynamicTest> gnupgUsesTheReaderWhoseCardSpeaksT1BehindTheChip() throws IOException, InterruptedException {
        return run("gpg-test", "--chip", "t1");
    }

    @TestFactory
    List<DynamicTest> gnupgUsesTheReaderWhoseCardSpeaksT0BehindTheChip() throws IOException, InterruptedException {
        return run("gpg-test", "--chip", "t0");
    }

    @TestFactory
    List<DynamicTest> theGuardStandsBetweenPcAndCard() throws IOException, InterruptedException {
        return run("guard-test");
    }

    @TestFactory
    List<DynamicTest> otherPeoplesCardsAreInTheSlot() throws IOException, InterruptedException {
        return run("vpcd-test");
    }

    @TestFactory
    List<DynamicTest> aPcAttachesTheReaderByUsbIp() throws IOException, InterruptedException {
        return run("usbip-test");
    }

    @TestFactory
    List<DynamicTest> nothingOfAPinIsOnTheBus() throws IOException, InterruptedException {
        return run("wire-test");
    }

    private static List<DynamicTest> run(String script, String... options) throws IOException, InterruptedException {
        String name = String.join(" ", script, String.join(" ", options)).strip();
        List<String> command = new ArrayList<>(List.of(
                Path.of("vm", "run").toAbsolutePath().toString(),
                "--timeout",
                Integer.toString(LIMIT_SECONDS),
                "--classpath",
                System.getProperty("java.class.path"),
                "--results",
                Path.of("target", "vm", name.replace(" --", "-").replace(' ', '-'))
                        .toAbsolutePath()
                        .toString(),
                script));
        command.addAll(List.of(options));
        Process vm = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<DynamicTest> results = new ArrayList<>();
        int passed = 0;
        String last = "nothing";
        try (BufferedReader lines = vm.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                last = line;
                if (line.startsWith("ok ")) {
                    passed++;
                    results.add(dynamicTest(line.substring(3), () -> {}));
                } else if (line.startsWith("FAIL ")) {
                    String failure = line.substring(5);
                    results.add(dynamicTest(failure.split(":")[0], () -> fail(failure)));
                }
            }
        } finally {
            vm.destroy();
        }
        String expected = passed + " passed, " + (results.size() - passed) + " failed";
        String end = last;
        results.add(dynamicTest(name + " came to its end", () -> assertEquals(expected, end)));
        int code = vm.waitFor();
        results.add(dynamicTest(name + " ended with 0", () -> assertEquals(0, code)));
        return results;
    }
}
