// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.util.ArrayList;
import java.util.List;

/** One line of the terminal, built from left to right. Every character is one column wide. */
final class StyledLine {
    /** The looks in use, by their SGR parameters (ECMA-48, 8.3.117). */
    enum Style {
        PLAIN("0"),
        BOLD("1"),
        DIM("2"),
        DISPLAY("1;96;40"),
        GREY("30;47"),
        RED("97;41"),
        YELLOW("30;43"),
        GREEN("97;42"),
        BLUE("97;44");

        private final String parameters;

        Style(String parameters) {
            this.parameters = parameters;
        }
    }

    private record Piece(String text, Style style) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int width;

    StyledLine add(String text, Style style) {
        pieces.add(new Piece(text, style));
        width += text.length();
        return this;
    }

    StyledLine add(String text) {
        return add(text, Style.PLAIN);
    }

    StyledLine padTo(int column) {
        return add(" ".repeat(Math.max(0, column - width)));
    }

    /** The line with its colours, cut off at {@code columns}. */
    String ansi(int columns) {
        StringBuilder line = new StringBuilder();
        int left = columns;
        for (Piece piece : pieces) {
            String text = piece.text().substring(0, Math.min(left, piece.text().length()));
            left -= text.length();
            if (piece.style() == Style.PLAIN) {
                line.append(text);
            } else if (!text.isEmpty()) {
                line.append("\u001b[").append(piece.style().parameters).append('m');
                line.append(text).append("\u001b[0m");
            }
        }
        return line.toString();
    }
}
