// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hex strings, and byte vectors in text resources: {@code name : bytes [: more columns]}. */
public final class Vectors {
    private Vectors() {}

    /** Bytes of a hex string in which blanks and bars are for the eye, and {@code FFx8} repeats a byte. */
    public static byte[] bytes(String hex) {
        StringBuilder digits = new StringBuilder();
        for (String word : hex.replace("|", " ").trim().split("\\s+")) {
            int times = word.indexOf('x');
            digits.append(
                    times < 0 ? word : word.substring(0, times).repeat(Integer.parseInt(word.substring(times + 1))));
        }
        return HexFormat.of().parseHex(digits);
    }

    public static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(bytes(hex));
    }

    /** The bytes from position to limit, which stay as they are. */
    public static String hex(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return HexFormat.of().withUpperCase().formatHex(copy);
    }

    /** The columns of a resource beside {@code owner}, by name. */
    public static Map<String, List<String>> table(Class<?> owner, String resource) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : lines(owner, resource)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> columns = new ArrayList<>();
            for (String column : line.split(" : ", -1)) {
                columns.add(column.trim());
            }
            if (rows.put(columns.remove(0), columns) != null) {
                throw new IllegalStateException("twice in " + resource + ": " + line);
            }
        }
        return rows;
    }

    private static List<String> lines(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
