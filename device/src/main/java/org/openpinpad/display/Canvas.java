// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** The drawing hand: an empty frame to put text, pictograms, rectangles and bars on. What falls outside is cut off. */
public final class Canvas {
    private final byte[] pages = new byte[Frame.WIDTH * Frame.PAGES];

    Canvas() {}

    /** Lights one pixel. */
    public void light(int x, int y) {
        if (inside(x, y)) {
            pages[index(x, y)] |= mask(y);
        }
    }

    /** Writes {@code text} with the first glyph's top left corner at {@code x, y}. */
    public void text(int x, int y, Font font, String text) {
        int left = x;
        for (int codePoint : text.codePoints().toArray()) {
            bitmap(left, y, font.glyph(codePoint), 1);
            left += font.advance();
        }
    }

    /** Draws a pictogram; {@code scale} 2 makes each of its pixels a square of 2 by 2. */
    public void pictogram(int x, int y, Pictogram pictogram, int scale) {
        bitmap(x, y, pictogram.bitmap(), scale);
    }

    /** Lights a rectangle. */
    public void fill(int x, int y, int width, int height) {
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                light(column, row);
            }
        }
    }

    /** Swaps light and dark in a rectangle. */
    public void invert(int x, int y, int width, int height) {
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                if (inside(column, row)) {
                    pages[index(column, row)] ^= mask(row);
                }
            }
        }
    }

    /** Fills {@code part / whole} of a rectangle, from the left or, when it is taller than wide, from the bottom. */
    public void progressBar(int x, int y, int width, int height, int part, int whole) {
        int share = Math.max(0, Math.min(part, whole));
        int full = Math.max(1, whole);
        if (height > width) {
            int filled = height * share / full;
            fill(x, y + height - filled, width, filled);
        } else {
            fill(x, y, width * share / full, height);
        }
    }

    Frame frame() {
        return new Frame(pages);
    }

    private void bitmap(int x, int y, Bitmap bitmap, int scale) {
        for (int row = 0; row < bitmap.height(); row++) {
            for (int column = 0; column < bitmap.width(); column++) {
                if (bitmap.lit(column, row)) {
                    fill(x + column * scale, y + row * scale, scale, scale);
                }
            }
        }
    }

    private static boolean inside(int x, int y) {
        return x >= 0 && x < Frame.WIDTH && y >= 0 && y < Frame.HEIGHT;
    }

    private static int index(int x, int y) {
        return y / Frame.PAGE_HEIGHT * Frame.WIDTH + x;
    }

    private static byte mask(int y) {
        return (byte) (1 << y % Frame.PAGE_HEIGHT);
    }
}
