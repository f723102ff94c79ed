// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openpinpad.simulator.demo.PinForms;

/** The forms of a PIN in all memory that another process can write, read through /proc (proc(5)); takes root. */
final class MemorySearch {

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) r(.)...? .*");
    private static final int CHUNK = 1 << 20;

    /** Longer than any form. */
    private static final int OVERLAP = 256;

    private MemorySearch() {}

    /** Each form that occurs, as often as it is found, and whether that is in a locked page. */
    static List<String> find(long pid, String pin) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<String> found = new ArrayList<>();
        try (RandomAccessFile memory =
                new RandomAccessFile(process.resolve("mem").toFile(), "r")) {
            Matcher mapping = null;
            for (String line : Files.readAllLines(process.resolve("smaps"))) {
                Matcher matcher = MAPPING.matcher(line);
                if (matcher.matches()) {
                    mapping = matcher;
                } else if (line.startsWith("VmFlags:") && mapping.group(3).equals("w")) {
                    String where = line.contains(" lo") && line.contains(" dd") ? "a locked page" : mapping.group();
                    search(memory, mapping, pin).forEach(form -> found.add(form + " in " + where));
                }
            }
        }
        return found;
    }

    private static List<String> search(RandomAccessFile memory, Matcher mapping, String pin) throws IOException {
        List<String> found = new ArrayList<>();
        long end = Long.parseUnsignedLong(mapping.group(2), 16);
        byte[] chunk = new byte[CHUNK + OVERLAP];
        for (long at = Long.parseUnsignedLong(mapping.group(1), 16); at < end; at += CHUNK) {
            memory.seek(at);
            int count = memory.read(chunk, 0, (int) Math.min(chunk.length, end - at));
            if (count > 0) {
                found.addAll(PinForms.in(Arrays.copyOf(chunk, count), pin));
            }
        }
        return found;
    }
}
