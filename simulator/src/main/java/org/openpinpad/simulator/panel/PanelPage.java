// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openpinpad.display.Frame;
import org.openpinpad.simulator.panel.StyledLine.Style;

/**
 * The unit as lines of a terminal: display, its text, keypad. The traffic stands at the right of it all in a wide
 * terminal, at the right of the keypad in one of 80 columns.
 */
final class PanelPage {
    private static final int UNIT_WIDTH = BrailleFrame.COLUMNS + 2;
    private static final int KEYPAD_WIDTH = 25;
    private static final int GAP = 2;
    private static final int LEAST_SIDE_WIDTH = 30;
    private static final String TITLE = " OpenPinpad ";

    private final TerminalSize size;
    private final TrafficPane traffic;

    PanelPage(TerminalSize size, TrafficPane traffic) {
        this.size = size;
        this.traffic = traffic;
    }

    /** As many lines as the terminal has rows, with colours. */
    List<String> lines(Frame frame, String text) {
        List<StyledLine> lines = unit(frame, text);
        int keypadRow = BrailleFrame.ROWS + 3;
        while (lines.size() < size.rows()) {
            lines.add(new StyledLine());
        }
        if (size.columns() >= UNIT_WIDTH + GAP + LEAST_SIDE_WIDTH) {
            addTraffic(lines, UNIT_WIDTH + GAP);
        } else {
            addTraffic(lines.subList(Math.min(keypadRow, lines.size()), lines.size()), KEYPAD_WIDTH + GAP);
        }
        return lines.stream()
                .limit(size.rows())
                .map(line -> line.ansi(size.columns()))
                .toList();
    }

    private static List<StyledLine> unit(Frame frame, String text) {
        List<StyledLine> lines = new ArrayList<>();
        lines.add(new StyledLine().add("┌─" + TITLE + "─".repeat(BrailleFrame.COLUMNS - 1 - TITLE.length()) + "┐"));
        for (String row : BrailleFrame.lines(frame)) {
            lines.add(new StyledLine().add("│").add(row, Style.DISPLAY).add("│"));
        }
        lines.add(new StyledLine().add("└" + "─".repeat(BrailleFrame.COLUMNS) + "┘"));
        lines.add(new StyledLine().add(cut(text, UNIT_WIDTH), Style.BOLD));
        PanelKey.KEYPAD.forEach(row -> lines.add(keys(row)));
        lines.add(new StyledLine().add(hint(PanelKey.PULL_CARD) + "  " + hint(PanelKey.INSERT_CARD), Style.DIM));
        return lines;
    }

    private static StyledLine keys(List<Optional<PanelKey>> row) {
        StyledLine line = new StyledLine();
        for (Optional<PanelKey> place : row) {
            place.ifPresent(key -> line.add(
                    " " + key.symbol() + " ", Style.valueOf(key.colour().name())));
            line.add(place.isPresent() ? " " : "    ");
        }
        return row.get(row.size() - 1)
                .map(key -> line.add(key.meaning(), Style.DIM))
                .orElse(line);
    }

    private static String hint(PanelKey key) {
        return key.symbol() + " " + key.meaning();
    }

    private void addTraffic(List<StyledLine> lines, int column) {
        List<String> newest = traffic.latest(lines.size());
        for (int i = 0; i < newest.size(); i++) {
            lines.get(i).padTo(column).add(newest.get(i));
        }
    }

    private static String cut(String text, int width) {
        return text.substring(0, Math.min(width, text.length()));
    }
}
