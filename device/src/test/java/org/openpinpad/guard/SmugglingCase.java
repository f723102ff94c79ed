// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.util.Arrays;
import java.util.List;

/** A row of a table of ways to smuggle a PIN. */
record SmugglingCase(String name, String goesBy, List<Step> steps) {

    static List<SmugglingCase> of(String file) {
        return Table.rows(file).stream()
                .map(cells -> new SmugglingCase(cells[0], cells[1], steps(cells[2])))
                .toList();
    }

    private static List<Step> steps(String cell) {
        return Arrays.stream(cell.split(";")).map(Step::of).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
