// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.List;
import java.util.stream.IntStream;

/** A small drawing of {@code #} (lit) and {@code .} (dark), a string for each row. */
record Bitmap(List<String> rows) {
    Bitmap {
        rows = List.copyOf(rows);
    }

    /** An outline: what stands for a character that nobody drew. */
    static Bitmap box(int width, int height) {
        String edge = "#".repeat(width);
        String side = "#" + ".".repeat(width - 2) + "#";
        return new Bitmap(IntStream.range(0, height)
                .mapToObj(row -> row == 0 || row == height - 1 ? edge : side)
                .toList());
    }

    int width() {
        return rows.get(0).length();
    }

    int height() {
        return rows.size();
    }

    boolean lit(int x, int y) {
        return rows.get(y).charAt(x) == '#';
    }
}
