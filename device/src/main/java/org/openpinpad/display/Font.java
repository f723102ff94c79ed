// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Map;

/** The two alphabets of the display. */
public final class Font {
    /** 6 by 8 pixels a character: 21 columns, 8 rows. */
    public static final Font SMALL = new Font("font-small.txt", 5, 8, Bitmap.box(5, 7));

    /** 8 by 16 pixels a character: 16 columns, 4 rows. */
    public static final Font LARGE = new Font("font-large.txt", 7, 16, Bitmap.box(7, 12));

    private final int advance;
    private final int height;
    private final Map<String, Bitmap> glyphs;
    private final Bitmap unknown;

    private Font(String sheet, int width, int height, Bitmap unknown) {
        this.advance = width + 1;
        this.height = height;
        this.glyphs = BitmapSheet.read(sheet, width, height);
        this.unknown = unknown;
    }

    /** Pixels from one character to the next. */
    public int advance() {
        return advance;
    }

    public int height() {
        return height;
    }

    /** Pixels that {@code text} takes in this font. */
    public int widthOf(String text) {
        return advance * text.codePointCount(0, text.length());
    }

    /** True if the character has a drawing of its own; else it appears as a box. */
    public boolean knows(int codePoint) {
        return glyphs.containsKey(name(codePoint));
    }

    Bitmap glyph(int codePoint) {
        return glyphs.getOrDefault(name(codePoint), unknown);
    }

    private static String name(int codePoint) {
        return codePoint == ' ' ? "SPACE" : Character.toString(codePoint);
    }
}
