// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.util.List;
import java.util.stream.IntStream;
import org.openpinpad.display.Frame;

/** A frame in braille characters, 2 by 4 pixels each: 16 lines of 64, which fits a terminal of 80 by 24. */
final class BrailleFrame {
    static final int COLUMNS = Frame.WIDTH / 2;
    static final int ROWS = Frame.HEIGHT / 4;

    /** The empty pattern; the lowest 8 bits of the others say which dots are raised (Unicode, block 2800-28FF). */
    private static final int BLANK = 0x2800;
    /** The bit of each dot, by row and column within the character. */
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private BrailleFrame() {}

    static List<String> lines(Frame frame) {
        return IntStream.range(0, ROWS).mapToObj(row -> line(frame, row)).toList();
    }

    private static String line(Frame frame, int row) {
        StringBuilder line = new StringBuilder(COLUMNS);
        for (int column = 0; column < COLUMNS; column++) {
            int pattern = BLANK;
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 2; x++) {
                    pattern |= frame.lit(2 * column + x, 4 * row + y) ? DOTS[y][x] : 0;
                }
            }
            line.appendCodePoint(pattern);
        }
        return line.toString();
    }
}
