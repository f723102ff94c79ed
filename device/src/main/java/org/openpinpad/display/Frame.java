// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One finished picture of the display: 128 by 64 pixels, one bit each.
 *
 * <p>The bytes lie as the SSD1306 and SH1106 want them: 8 pages of 128 columns, a byte is 8 pixels of one column with
 * the topmost in bit 0.
 */
public final class Frame {
    public static final int WIDTH = 128;
    public static final int HEIGHT = 64;
    /** Pixels of one column that share a byte. */
    public static final int PAGE_HEIGHT = 8;

    public static final int PAGES = HEIGHT / PAGE_HEIGHT;

    private final byte[] pages;

    Frame(byte[] pages) {
        this.pages = pages.clone();
    }

    /** The picture that {@code drawing} leaves on an empty canvas. */
    public static Frame drawn(Consumer<Canvas> drawing) {
        Canvas canvas = new Canvas();
        drawing.accept(canvas);
        return canvas.frame();
    }

    public boolean lit(int x, int y) {
        Objects.checkIndex(x, WIDTH);
        Objects.checkIndex(y, HEIGHT);
        return (pages[y / PAGE_HEIGHT * WIDTH + x] >> y % PAGE_HEIGHT & 1) != 0;
    }

    /** The 8 pixels of one column within one page, topmost in bit 0. */
    public byte column(int page, int x) {
        Objects.checkIndex(page, PAGES);
        Objects.checkIndex(x, WIDTH);
        return pages[page * WIDTH + x];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame && Arrays.equals(pages, frame.pages);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pages);
    }

    /** The picture as text, a line for each row of pixels, {@code #} lit and {@code .} dark. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder((WIDTH + 1) * HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                text.append(lit(x, y) ? '#' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
