// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.atr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The answers to reset of pcsc-tools' list of cards, which people send in. */
record PublicAtrs(List<String> whole, int patterns) {

    private static final Path LIST = Path.of("/usr/share/pcsc/smartcard_list.txt");

    /** Descriptions begin with a tabulator, comments with #. */
    private static final Pattern ENTRY = Pattern.compile("3[0-9A-F][0-9A-Fa-f .\\[\\]()|?*+-]*");

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f ]+");

    /** Entries with wildcards are counted, and left out: they are no answer of any one card. */
    static PublicAtrs read() throws IOException {
        List<String> entries = Files.readAllLines(LIST, StandardCharsets.UTF_8).stream()
                .filter(line -> ENTRY.matcher(line).matches())
                .toList();
        List<String> whole = entries.stream()
                .filter(entry -> HEXADECIMAL.matcher(entry).matches())
                .map(entry -> entry.replace(" ", ""))
                .toList();
        return new PublicAtrs(whole, entries.size() - whole.size());
    }
}
