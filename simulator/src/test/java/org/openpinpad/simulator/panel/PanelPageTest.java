// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.display.Frame;

class PanelPageTest {
    private static final Frame EMPTY = Frame.drawn(canvas -> {});
    private final TrafficPane traffic = new TrafficPane(100);

    @Test
    void showsDisplayTextAndKeypad() {
        List<String> lines = page(80, 24);
        assertEquals("┌─ OpenPinpad " + "─".repeat(51) + "┐", lines.get(0));
        assertEquals("│" + "\u2800".repeat(64) + "│", lines.get(1));
        assertEquals("Enter PIN: ****", lines.get(18));
        assertEquals(" 1   2   3   X  cancel", lines.get(19));
        assertEquals(" 4   5   6   C  correct", lines.get(20));
        assertEquals(" 7   8   9   E  clear", lines.get(21));
        assertEquals(" -   0   +   O  OK", lines.get(22));
        assertEquals("- pull card  + insert card", lines.get(23));
    }

    @Test
    void trafficStandsBesideTheUnitInAWideTerminal() {
        traffic.add("PC_to_RDR_IccPowerOn");
        assertTrue(page(98, 24).get(0).endsWith("┐  PC_to_RDR_IccPowerOn"));
    }

    @Test
    void trafficStandsBesideTheKeypadInANarrowTerminal() {
        for (int i = 1; i <= 9; i++) {
            traffic.add("line " + i);
        }
        List<String> lines = page(97, 24);
        assertEquals(" 1   2   3   X  cancel     line 5", lines.get(19));
        assertEquals("- pull card  + insert card line 9", lines.get(23));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 5", "40, 19", "66, 20", "80, 24", "98, 22", "300, 100"})
    void neverExceedsTheTerminal(int columns, int rows) {
        for (int i = 0; i < 100; i++) {
            traffic.add("x".repeat(400));
        }
        List<String> lines = page(columns, rows);
        assertEquals(rows, lines.size());
        lines.forEach(line -> assertTrue(line.length() <= columns, line));
    }

    /** The lines without their colours. */
    private List<String> page(int columns, int rows) {
        return new PanelPage(new TerminalSize(columns, rows), traffic)
                .lines(EMPTY, "Enter PIN: ****").stream()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .toList();
    }
}
