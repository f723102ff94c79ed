// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Tables in text files beside the tests: cells between blank-colon-blank, lines that begin with # are comments. */
final class Table {
    private Table() {}

    static List<String[]> rows(String file) {
        try (InputStream in = Table.class.getResourceAsStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+:\\s+"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blanks are for the eye, {@code FFx8} repeats a byte. */
    static byte[] bytes(String hex) {
        StringBuilder digits = new StringBuilder();
        for (String word : hex.trim().split("\\s+")) {
            int times = word.indexOf('x');
            digits.append(
                    times < 0 ? word : word.substring(0, times).repeat(Integer.parseInt(word.substring(times + 1))));
        }
        return HexFormat.of().parseHex(digits);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
