// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** Something with its place on the frame. */
sealed interface Placement {
    int x();

    int y();

    int width();

    int height();

    void draw(Canvas canvas);

    /** Text in one font. */
    record TextAt(int x, int y, Font font, String text) implements Placement {
        @Override
        public int width() {
            // The gap after the last character is not needed.
            return font.widthOf(text) - 1;
        }

        @Override
        public int height() {
            return font.height();
        }

        @Override
        public void draw(Canvas canvas) {
            canvas.text(x, y, font, text);
        }
    }

    /** A key: dark small text on a lit field, one pixel larger than the text on every side. */
    record KeyAt(int x, int y, String text) implements Placement {
        /** Capitals are 7 pixels high. */
        static final int HEIGHT = 9;

        @Override
        public int width() {
            return Font.SMALL.widthOf(text) + 1;
        }

        @Override
        public int height() {
            return HEIGHT;
        }

        @Override
        public void draw(Canvas canvas) {
            canvas.text(x + 1, y + 1, Font.SMALL, text);
            canvas.invert(x, y, width(), height());
        }
    }

    /** A pictogram, enlarged {@code scale} times. */
    record PictogramAt(int x, int y, Pictogram pictogram, int scale) implements Placement {
        @Override
        public int width() {
            return Pictogram.SIZE * scale;
        }

        @Override
        public int height() {
            return Pictogram.SIZE * scale;
        }

        @Override
        public void draw(Canvas canvas) {
            canvas.pictogram(x, y, pictogram, scale);
        }
    }

    /** A bar of which {@code part / whole} is lit. */
    record BarAt(int x, int y, int width, int height, int part, int whole) implements Placement {
        @Override
        public void draw(Canvas canvas) {
            canvas.progressBar(x, y, width, height, part, whole);
        }
    }
}
