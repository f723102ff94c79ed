// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openpinpad.display.PinPrompt;

/** A row of vectors.txt. */
record Vector(
        String name,
        String abDataHex,
        List<String> pins,
        String command,
        List<PinPrompt> prompts,
        int min,
        int max,
        int room,
        int timeOutS) {

    private static final Pattern LIMITS = Pattern.compile("(\\d+)\\.\\.(\\d+), (-|\\d+), (\\d+)");

    private static final List<Vector> ALL =
            Rows.of("vectors.txt").stream().map(Vector::of).toList();

    static List<Vector> all() {
        return ALL;
    }

    static Vector named(String name) {
        return ALL.stream()
                .filter(vector -> vector.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Vector of(String[] cells) {
        Matcher limits = LIMITS.matcher(cells[5]);
        if (cells.length != 7 || !limits.matches()) {
            throw new IllegalStateException("not a row: " + cells[0]);
        }
        int max = Integer.parseInt(limits.group(2));
        return new Vector(
                cells[0],
                cells[1],
                List.of(cells[2].split(" ")),
                Rows.hex(Rows.bytes(cells[3])),
                List.of(cells[4].split(" ")).stream().map(PinPrompt::valueOf).toList(),
                Integer.parseInt(limits.group(1)),
                max,
                limits.group(3).equals("-") ? max : Integer.parseInt(limits.group(3)),
                Integer.parseInt(limits.group(4)));
    }

    byte[] abData() {
        return Rows.bytes(abDataHex);
    }

    boolean isModification() {
        return abData()[0] == 1;
    }

    @Override
    public String toString() {
        return name;
    }
}
