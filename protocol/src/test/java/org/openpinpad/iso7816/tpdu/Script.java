// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A dialogue of device and card in a text resource: {@code [name]}, then one row a line; {@code #} begins a comment. */
record Script(String name, List<String> rows) {

    static List<Script> all(String resource) {
        List<Script> scripts = new ArrayList<>();
        for (String line : lines(resource)) {
            String row = line.replaceFirst("#.*", "").trim();
            if (row.startsWith("[")) {
                scripts.add(new Script(row.substring(1, row.length() - 1), new ArrayList<>()));
            } else if (!row.isEmpty()) {
                scripts.get(scripts.size() - 1).rows().add(row);
            }
        }
        return scripts;
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
