// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.ArrayList;
import java.util.List;

/** Breaks a sentence into rows of the small font, between words. */
final class LineBreaker {
    static final int COLUMNS = Frame.WIDTH / Font.SMALL.advance();

    private LineBreaker() {}

    /** At most so many rows; what is left out is marked. */
    static List<Row> rows(String sentence, int most) {
        List<Row> rows = rows(sentence);
        if (rows.size() <= most) {
            return rows;
        }
        List<Row> kept = new ArrayList<>(rows.subList(0, most));
        String last = kept.get(most - 1).spoken();
        String cut = last.length() == COLUMNS ? last.substring(0, COLUMNS - 1) : last;
        kept.set(most - 1, Row.Text.of(Row.Part.spoken(cut + "\u2026")));
        return kept;
    }

    static List<Row> rows(String sentence) {
        List<Row> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (!row.isEmpty() && row.length() + 1 + word.length() > COLUMNS) {
                rows.add(Row.Text.of(Row.Part.spoken(row.toString())));
                row.setLength(0);
            }
            row.append(row.isEmpty() ? "" : " ").append(word);
        }
        rows.add(Row.Text.of(Row.Part.spoken(row.toString())));
        return rows;
    }
}
