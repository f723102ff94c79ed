// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.ArrayList;
import java.util.List;
import org.openpinpad.display.Placement.BarAt;
import org.openpinpad.display.Placement.KeyAt;
import org.openpinpad.display.Placement.PictogramAt;
import org.openpinpad.display.Placement.TextAt;

/**
 * Gives every row of a screen its place. Two forms: a poster (large pictogram, heading and up to two rows, centred) for
 * what is to be seen from afar, a page (small pictogram beside the heading, up to six rows) for what is to be read.
 */
final class ScreenLayout {
    private static final int POSTER_ROWS = 2;
    private static final int POSTER_SCALE = 2;
    private static final int HEADING_HEIGHT = Font.LARGE.height();
    /** Where rows begin under a heading whose letters, hanging ones included, end one pixel above. */
    private static final int PAGE_TOP = HEADING_HEIGHT - 1;
    /** Room between heading and text when there is room to spare. */
    private static final int PAGE_GAP = 5;

    private static final int PICTOGRAM_GAP = 4;
    private static final int ROW_HEIGHT = Font.SMALL.height();
    /** What 21 columns leave free at the right: 128 is 21 times 6 and 2. */
    private static final int BAR_WIDTH = 2;

    private final List<Placement> placements = new ArrayList<>();

    private ScreenLayout() {}

    static ScreenLayout of(Screen screen, Language language) {
        ScreenRows rows = ScreenText.rows(screen, language);
        ScreenLayout layout = new ScreenLayout();
        Countdown time = countdown(screen);
        if (time != null) {
            layout.page(rows);
            layout.bar(time);
        } else if (rows.rows().size() > POSTER_ROWS) {
            layout.page(rows);
        } else {
            layout.poster(rows);
        }
        return layout;
    }

    List<Placement> placements() {
        return List.copyOf(placements);
    }

    private void poster(ScreenRows screen) {
        int size = Pictogram.SIZE * POSTER_SCALE;
        int x = (Frame.WIDTH - size * screen.pictograms().size()) / 2;
        for (Pictogram pictogram : screen.pictograms()) {
            placements.add(new PictogramAt(x, 0, pictogram, POSTER_SCALE));
            x += size;
        }
        centred(size, Font.LARGE, screen.heading());
        int y = size + HEADING_HEIGHT;
        for (Row row : screen.rows()) {
            centred(y, Font.SMALL, row.spoken());
            y += ROW_HEIGHT;
        }
    }

    private void centred(int y, Font font, String text) {
        placements.add(new TextAt((Frame.WIDTH - font.widthOf(text) + 1) / 2, y, font, text));
    }

    private void page(ScreenRows screen) {
        int x = 0;
        for (Pictogram pictogram : screen.pictograms()) {
            placements.add(new PictogramAt(x, 0, pictogram, 1));
            x += Pictogram.SIZE;
        }
        int gap = screen.pictograms().isEmpty() ? 0 : PICTOGRAM_GAP;
        placements.add(new TextAt(x + gap, 0, Font.LARGE, screen.heading()));
        int spare = Frame.HEIGHT
                - PAGE_TOP
                - screen.rows().stream().mapToInt(ScreenLayout::height).sum();
        int y = PAGE_TOP + Math.min(PAGE_GAP, spare);
        for (Row row : screen.rows()) {
            row(y, row);
            y += height(row);
        }
    }

    private static int height(Row row) {
        if (row instanceof Row.Marks) {
            return Font.LARGE.height();
        }
        return row instanceof Row.Keys ? KeyAt.HEIGHT : ROW_HEIGHT;
    }

    private void row(int y, Row row) {
        if (row instanceof Row.Text text) {
            left(y, Font.SMALL, text.left().text());
            right(y, text.right().text());
        } else if (row instanceof Row.Marks marks) {
            marks(y, marks);
        } else if (row instanceof Row.Keys keys) {
            keys(y, keys);
        }
    }

    private void marks(int y, Row.Marks marks) {
        if (marks.count() <= Row.Marks.MOST) {
            left(y, Font.LARGE, marks.spoken());
        } else {
            left(y + ROW_HEIGHT / 2, Font.SMALL, marks.spoken());
        }
    }

    private void keys(int y, Row.Keys keys) {
        int x = 0;
        for (Row.KeyLabel label : keys.labels()) {
            KeyAt key = new KeyAt(x, y, label.key());
            TextAt meaning = new TextAt(x + key.width() + 1, y + 1, Font.SMALL, label.meaning());
            placements.add(key);
            placements.add(meaning);
            x = meaning.x() + meaning.width() + Font.SMALL.advance();
        }
    }

    private void left(int y, Font font, String text) {
        if (!text.isEmpty()) {
            placements.add(new TextAt(0, y, font, text));
        }
    }

    private void right(int y, String text) {
        if (!text.isEmpty()) {
            int edge = Frame.WIDTH - BAR_WIDTH;
            placements.add(new TextAt(edge - Font.SMALL.widthOf(text), y, Font.SMALL, text));
        }
    }

    /** The time that is left on this screen, null where time does not matter. */
    private static Countdown countdown(Screen screen) {
        if (screen instanceof Screen.EnterPin entry) {
            return entry.countdown();
        }
        if (screen instanceof Screen.Unguarded unguarded) {
            return countdown(unguarded.inner());
        }
        return screen instanceof Screen.Question question ? question.countdown() : null;
    }

    private void bar(Countdown time) {
        placements.add(new BarAt(
                Frame.WIDTH - BAR_WIDTH, 0, BAR_WIDTH, Frame.HEIGHT, time.secondsLeft(), time.secondsTotal()));
    }
}
