// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FontTest {
    static Stream<Font> fonts() {
        return Stream.of(Font.SMALL, Font.LARGE);
    }

    @ParameterizedTest
    @MethodSource("fonts")
    void drawsEveryCharacterItsOwnWay(Font font) {
        Set<Bitmap> seen = new HashSet<>();
        IntStream.concat(IntStream.rangeClosed(0x20, 0x7E), "ÄÖÜäöüß°…".codePoints())
                .forEach(codePoint -> {
                    assertTrue(font.knows(codePoint), () -> "no drawing of " + Character.toString(codePoint));
                    assertTrue(
                            seen.add(font.glyph(codePoint)),
                            () -> Character.toString(codePoint) + " looks like another");
                });
        assertFalse(seen.contains(font.glyph(0x2603)), "the box looks like a character");
    }

    @ParameterizedTest
    @MethodSource("fonts")
    void showsABoxForWhatItDoesNotKnow(Font font) {
        assertFalse(font.knows(0x1F600));
        assertEquals('#', font.glyph(0x1F600).rows().get(0).charAt(0));
        assertEquals(2 * font.advance(), font.widthOf("a\uD83D\uDE00"));
    }

    @Test
    void everyPictogramIsDrawn() {
        for (Pictogram pictogram : Pictogram.values()) {
            assertTrue(pictogram.bitmap().rows().stream().anyMatch(row -> row.contains("#")), pictogram::name);
        }
    }

    @Test
    void aSheetOfOtherSizeIsRefusedWithTheLine() {
        Exception refusal = assertThrows(IllegalStateException.class, () -> BitmapSheet.read("font-small.txt", 6, 8));
        assertTrue(refusal.getMessage().startsWith("font-small.txt line 7 "), refusal.getMessage());
    }
}
