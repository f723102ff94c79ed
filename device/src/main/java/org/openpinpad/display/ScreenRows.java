// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.List;
import java.util.stream.Collectors;

/** One screen in words: the source of both its pixels ({@link ScreenLayout}) and its one-line text. */
record ScreenRows(List<Pictogram> pictograms, String heading, List<Row> rows) {
    /** The heading and every row that is more than a hint, as one line. */
    String line() {
        String body =
                rows.stream().map(Row::spoken).filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
        return body.isEmpty() ? heading : heading + (heading.endsWith("?") ? " " : ": ") + body;
    }
}
