// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A fault that nobody caught ends a process of its own, wiped, and without the fault's message. */
class FailStopTest {

    private static final String SECRET = "4711-in-a-message";

    /** What runs in that process: a thread meets a fault while others would go on for ever. */
    static final class Faulty {
        private Faulty() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread.setDefaultUncaughtExceptionHandler(new FailStop(() -> System.err.println("wiped")));
            new Thread(Faulty::fail, "slot-0").start();
            Thread.sleep(60_000);
        }

        private static void fail() {
            throw new IllegalStateException(SECRET);
        }
    }

    @Test
    void aFaultOnAnyThreadWipesAndEndsTheProcessAndItsMessageIsNotTold() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Faulty.class.getName())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        String report = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(FailStop.EXIT_CODE, process.exitValue());
        assertTrue(report.startsWith("wiped"), report);
        assertTrue(report.contains("Thread slot-0, java.lang.IllegalStateException"), report);
        assertTrue(report.contains("FailStopTest$Faulty.fail"), report);
        assertFalse(report.contains(SECRET), report);
    }
}
