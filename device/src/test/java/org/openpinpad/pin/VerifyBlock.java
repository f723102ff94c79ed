// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row of verify-blocks.txt: what a PC sends and what is to come of it. */
record VerifyBlock(String name, String abData, String expected, String command) {

    private static final Pattern LIMITS = Pattern.compile("(\\d+)\\.\\.(\\d+), (\\d+)");
    private static final Pattern REFUSED = Pattern.compile("refused, (\\d+)");

    static List<VerifyBlock> all() {
        try (InputStream in = VerifyBlock.class.getResourceAsStream("verify-blocks.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+:\\s+", -1))
                    .map(c -> new VerifyBlock(c[0], c[1], c[2], c.length > 3 ? c[3] : ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<VerifyBlock> accepted() {
        return all().stream().filter(VerifyBlock::isAccepted).toList();
    }

    static List<VerifyBlock> refused() {
        return all().stream().filter(block -> !block.isAccepted()).toList();
    }

    ByteBuffer bytes() {
        return Hex.bytes(abData);
    }

    boolean isAccepted() {
        return !REFUSED.matcher(expected).matches();
    }

    int offset() {
        return number(REFUSED, 1);
    }

    int min() {
        return number(LIMITS, 1);
    }

    int max() {
        return number(LIMITS, 2);
    }

    int timeOutS() {
        return number(LIMITS, 3);
    }

    private int number(Pattern pattern, int group) {
        Matcher matcher = pattern.matcher(expected);
        if (!matcher.matches()) {
            throw new IllegalStateException(name + ": " + expected);
        }
        return Integer.parseInt(matcher.group(group));
    }

    @Override
    public String toString() {
        return name;
    }
}
