// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawTerminalTest {
    private static final String SAVED = "500:5:bf:8a3b";
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> commands = new ArrayList<>();

    @Test
    void givesTheTerminalBackAsItWasAndOnlyOnce() throws IOException {
        RawTerminal terminal = open("24 80\n");
        terminal.out().print("painted");
        terminal.close();
        terminal.close();
        terminal.out().print("too late");
        assertEquals(List.of("-g", "-icanon -echo -icrnl min 1 time 0", "size", SAVED), commands);
        assertEquals(
                "\u001b[?1049h\u001b[?25lpainted\u001b[?25h\u001b[?1049l", written.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"50 132, 132, 50", "0 0, 80, 24", "unknown, 80, 24", "'', 80, 24", "24, 80, 24"})
    void readsTheSizeOrTakesTheUsual(String answer, int columns, int rows) throws IOException {
        try (RawTerminal terminal = open(answer)) {
            assertEquals(new TerminalSize(columns, rows), terminal.size());
        }
    }

    @Test
    void withoutATerminalItSaysSo() {
        Stty none = arguments -> {
            throw new IOException("stty -g: not a tty");
        };
        assertThrows(IOException.class, () -> RawTerminal.open(none, written));
        assertEquals(0, written.size());
    }

    private RawTerminal open(String size) throws IOException {
        return RawTerminal.open(
                arguments -> {
                    commands.add(String.join(" ", arguments));
                    return switch (arguments[0]) {
                        case "-g" -> SAVED + "\n";
                        case "size" -> size;
                        default -> "";
                    };
                },
                written);
    }
}
