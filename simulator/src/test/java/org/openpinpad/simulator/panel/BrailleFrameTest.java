// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.display.Frame;
import org.openpinpad.display.Language;
import org.openpinpad.display.Screen;
import org.openpinpad.display.ScreenRenderer;

class BrailleFrameTest {
    /** Unicode names a pattern by its raised dots: 1 2 3 7 down the left column, 4 5 6 8 down the right. */
    private static final int[][] DOT_NUMBERS = {{1, 4}, {2, 5}, {3, 6}, {7, 8}};

    @ParameterizedTest
    @CsvSource({
        "0, 0, BRAILLE PATTERN DOTS-1",
        "0, 1, BRAILLE PATTERN DOTS-2",
        "0, 2, BRAILLE PATTERN DOTS-3",
        "1, 0, BRAILLE PATTERN DOTS-4",
        "1, 1, BRAILLE PATTERN DOTS-5",
        "1, 2, BRAILLE PATTERN DOTS-6",
        "0, 3, BRAILLE PATTERN DOTS-7",
        "1, 3, BRAILLE PATTERN DOTS-8",
    })
    void onePixelRaisesOneDot(int x, int y, String name) {
        String corner = BrailleFrame.lines(Frame.drawn(canvas -> canvas.light(x, y)))
                .get(0)
                .substring(0, 1);
        assertEquals(name, Character.getName(corner.codePointAt(0)));
    }

    @Test
    void everyPixelOfAScreenComesBackFromTheDots() {
        Frame frame = ScreenRenderer.render(new Screen.CardReady(), Language.ENGLISH);
        List<String> lines = BrailleFrame.lines(frame);
        assertEquals(16, lines.size());
        lines.forEach(line -> assertEquals(64, line.length()));
        Frame back = Frame.drawn(canvas -> IntStream.range(0, 128 * 64)
                .filter(i -> raised(lines, i % 128, i / 128))
                .forEach(i -> canvas.light(i % 128, i / 128)));
        assertEquals(frame, back);
    }

    private static boolean raised(List<String> lines, int x, int y) {
        String name = Character.getName(lines.get(y / 4).charAt(x / 2));
        return name.replaceFirst(".*DOTS-|.*BLANK", "").contains("" + DOT_NUMBERS[y % 4][x % 2]);
    }
}
