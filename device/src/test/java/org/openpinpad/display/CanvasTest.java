// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CanvasTest {
    @Test
    void pagesHoldTheTopmostPixelInBit0() {
        Frame frame = Frame.drawn(canvas -> {
            canvas.light(5, 8);
            canvas.light(5, 15);
            canvas.light(127, 63);
        });
        assertEquals((byte) 0x81, frame.column(1, 5));
        assertEquals((byte) 0x80, frame.column(7, 127));
        assertEquals(0, frame.column(0, 5));
    }

    @Test
    void whatFallsOutsideIsCutOff() {
        Frame frame = Frame.drawn(canvas -> {
            canvas.fill(-5, -5, 6, 6);
            canvas.invert(127, 63, 9, 9);
            canvas.text(126, 60, Font.LARGE, "  W");
            canvas.pictogram(200, -40, Pictogram.CARD, 2);
        });
        Frame expected = Frame.drawn(canvas -> {
            canvas.light(0, 0);
            canvas.light(127, 63);
        });
        assertEquals(expected, frame);
    }

    @Test
    void aBarGrowsFromTheLeftOrFromTheBottom() {
        assertEquals(filled(10, 20, 25, 8), bar(10, 20, 100, 8, 1, 4));
        assertEquals(filled(126, 48, 2, 16), bar(126, 0, 2, 64, 1, 4));
        assertEquals(filled(0, 0, 8, 4), bar(0, 0, 8, 4, 9, 4));
        assertEquals(filled(0, 0, 0, 0), bar(0, 0, 8, 4, 0, 0));
    }

    @Test
    void aFinishedFrameDoesNotChange() {
        Canvas canvas = new Canvas();
        Frame before = canvas.frame();
        canvas.light(0, 0);
        assertNotEquals(before, canvas.frame());
        assertEquals(Frame.drawn(c -> {}), before);
    }

    @Test
    void aFrameHasNoPixelOutside() {
        Frame frame = Frame.drawn(c -> {});
        assertThrows(IndexOutOfBoundsException.class, () -> frame.lit(128, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> frame.lit(0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> frame.column(8, 0));
    }

    private static Frame filled(int x, int y, int width, int height) {
        return Frame.drawn(canvas -> canvas.fill(x, y, width, height));
    }

    private static Frame bar(int x, int y, int width, int height, int part, int whole) {
        return Frame.drawn(canvas -> canvas.progressBar(x, y, width, height, part, whole));
    }
}
