// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.ArrayList;
import java.util.List;

/** Breaks a sentence into rows of the small font, between words. */
final class LineBreaker {
    static final int COLUMNS = Frame.WIDTH / Font.SMALL.advance();

    private LineBreaker() {}

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
