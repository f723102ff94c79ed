// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of the device's program. */
class DeviceProgramTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return new DeviceProgram(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"nothing", "slots", "cards --slot", "cards --sloth x", "cards --slot x y"})
    void a_wrong_command_line_shows_the_usage(String line) {
        assertEquals(DeviceProgram.USAGE, run(line.equals("nothing") ? new String[0] : line.split(" ")));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("Usage:"));
        assertEquals(0, out.size());
    }

    @Test
    void help_is_no_mistake() {
        assertEquals(DeviceProgram.OK, run("cards", "--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage:"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "cards --slot sec1210:/dev/ttyNone, there is no /dev/ttyNone",
        "cards --config /nowhere/at.all, There is no configuration file",
    })
    void a_slot_that_cannot_be_had_is_one_line(String line, String part) {
        assertEquals(DeviceProgram.FAILED, run(line.split(" ")));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains(part), said);
        assertEquals(1, said.lines().count());
    }
}
