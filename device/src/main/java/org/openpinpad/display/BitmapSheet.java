// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a sheet of drawings; its form is told at the top of {@code font-small.txt}. */
final class BitmapSheet {
    private final String blankRow;
    private final int height;
    private final Map<String, String[]> drawings = new HashMap<>();
    private List<String> strip = List.of();
    private int row;

    private BitmapSheet(int width, int height) {
        this.blankRow = ".".repeat(width);
        this.height = height;
    }

    /** The drawings of a resource beside this class, by name. */
    static Map<String, Bitmap> read(String resource, int width, int height) {
        BitmapSheet sheet = new BitmapSheet(width, height);
        int number = 0;
        for (String line : lines(resource)) {
            number++;
            if (!sheet.accept(line)) {
                throw new IllegalStateException(resource + " line " + number + " does not fit its drawings: " + line);
            }
        }
        return sheet.drawings.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> new Bitmap(List.of(e.getValue()))));
    }

    private static List<String> lines(String resource) {
        InputStream stream = BitmapSheet.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(resource + " is missing from the program");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private boolean accept(String line) {
        if (line.isEmpty() || line.startsWith(";")) {
            return true;
        }
        return line.startsWith("=") ? startStrip(line) : addRow(List.of(line.split(" ")));
    }

    private boolean startStrip(String header) {
        List<String> words = new ArrayList<>(List.of(header.split(" ")));
        String start = words.remove(0).substring(1);
        row = start.isEmpty() ? 0 : Integer.parseInt(start);
        strip = words;
        for (String name : strip) {
            String[] dark = new String[height];
            Arrays.fill(dark, blankRow);
            if (drawings.put(name, dark) != null) {
                return false;
            }
        }
        return true;
    }

    private boolean addRow(List<String> cells) {
        boolean fits = row < height
                && cells.size() == strip.size()
                && cells.stream().allMatch(cell -> cell.matches("[#.]{" + blankRow.length() + "}"));
        if (fits) {
            for (int i = 0; i < cells.size(); i++) {
                drawings.get(strip.get(i))[row] = cells.get(i);
            }
            row++;
        }
        return fits;
    }
}
