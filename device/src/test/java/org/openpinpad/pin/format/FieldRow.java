// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openpinpad.ccid.pin.PinField;

/** A row of fields.txt. */
record FieldRow(String base, String name, BitSet accepted, Set<PinField> blame) {

    private static final List<String> APDU = List.of("CLA", "INS", "P1", "P2", "Lc");
    private static final String ALL = "*";
    /** Of such blocks the shortest PIN takes the first four bytes. */
    private static final int PIV_PIN = 8;

    static List<FieldRow> all() {
        return Rows.of("fields.txt").stream().map(FieldRow::of).toList();
    }

    static List<String> bases() {
        return all().stream()
                .map(FieldRow::base)
                .filter(base -> !base.equals(ALL))
                .distinct()
                .toList();
    }

    /** The row for a byte of the request, or for "n". */
    static FieldRow find(List<FieldRow> rows, String base, String name) {
        return rows.stream()
                .filter(row -> row.name.equals(name))
                .filter(row -> row.base.equals(base) || row.base.equals(ALL))
                .min((a, b) -> Boolean.compare(a.base.equals(ALL), b.base.equals(ALL)))
                .orElseThrow(() -> new IllegalStateException("no row: " + base + ", " + name));
    }

    /** How the table calls a byte of abData. */
    static String nameOf(ModelRequest request, int index) {
        PinField field = request.fieldAt(index);
        int inField = index - request.start(field);
        return switch (field) {
            case PIN_MAX_EXTRA_DIGIT -> inField == 0 ? "wPINMax" : "wPINMin";
            case PIN_APDU ->
                inField < APDU.size() ? APDU.get(inField) : (inField - APDU.size()) % PIV_PIN < 4 ? "data" : "filler";
            default -> field.wireName();
        };
    }

    private static FieldRow of(String[] cells) {
        BitSet accepted = new BitSet();
        for (String range : cells[2].split(",")) {
            String[] ends = range.split("-");
            accepted.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
        return new FieldRow(cells[0], cells[1], accepted, blame(cells.length > 3 ? cells[3] : cells[1]));
    }

    private static Set<PinField> blame(String names) {
        Set<PinField> blame = EnumSet.noneOf(PinField.class);
        for (String name : names.split(" ")) {
            blame.add(Arrays.stream(PinField.values())
                    .filter(field -> field.wireName().equals(name))
                    .findFirst()
                    .orElse(name.startsWith("wPIN") ? PinField.PIN_MAX_EXTRA_DIGIT : PinField.PIN_APDU));
        }
        return blame;
    }
}
