// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of another process, read through /proc/PID/mem (proc(5)); it takes root, for the firmware shuts others out. */
final class ProcessMemory {

    private static final int CHUNK = 4 << 20;
    private static final Pattern MAPPING =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (....) [0-9a-f]+ [0-9a-f:]+ \\d+ *(.*)");

    private final Path directory;

    /** Bytes that the last search read. */
    private long searched;

    ProcessMemory(long pid) {
        directory = Path.of("/proc", Long.toString(pid));
    }

    /** A part of the address space with its VmFlags. */
    private record Mapping(long begin, long end, String rights, String file, Set<String> flags) {
        /** What a file holds unchanged is no place for a secret; neither are pages that nobody may read. */
        boolean mayHoldSecrets() {
            return rights.startsWith("r")
                    && (file.isEmpty() || file.startsWith("[") || rights.startsWith("rw"))
                    && !file.equals("[vvar]")
                    && !file.equals("[vsyscall]");
        }

        boolean holds(long address) {
            return begin <= address && address < end;
        }
    }

    boolean isReadable() {
        try (FileChannel memory = FileChannel.open(directory.resolve("mem"))) {
            return memory.isOpen();
        } catch (IOException e) {
            return false;
        }
    }

    long searched() {
        return searched;
    }

    /** Everything of these digits anywhere in the process. */
    List<SecretDigits.Hit> search(SecretDigits digits) throws IOException {
        List<SecretDigits.Hit> hits = new ArrayList<>();
        searched = 0;
        try (FileChannel memory = FileChannel.open(directory.resolve("mem"))) {
            for (Mapping mapping : mappings()) {
                if (mapping.mayHoldSecrets()) {
                    search(memory, mapping, digits, hits);
                }
            }
        }
        return hits;
    }

    private void search(FileChannel memory, Mapping mapping, SecretDigits digits, List<SecretDigits.Hit> hits) {
        byte[] bytes = new byte[(int) Math.min(CHUNK + 2L * SecretDigits.MARGIN, mapping.end - mapping.begin)];
        for (long at = mapping.begin; at < mapping.end; at += CHUNK) {
            long begin = Math.max(mapping.begin, at - SecretDigits.MARGIN);
            long until = Math.min(mapping.end, at + CHUNK + SecretDigits.MARGIN);
            int count = read(memory, begin, ByteBuffer.wrap(bytes, 0, (int) (until - begin)));
            int from = (int) (at - begin);
            int to = (int) Math.min(count, at + CHUNK - begin);
            digits.search(bytes, from, to, count, begin, hits);
            searched += Math.max(0, to - from);
        }
    }

    private static int read(FileChannel memory, long address, ByteBuffer into) {
        int begin = into.position();
        try {
            for (int count = 0; count >= 0 && into.hasRemaining(); ) {
                count = memory.read(into, address + into.position() - begin);
            }
        } catch (IOException e) {
            // The process has given the mapping's rest back meanwhile; what was read counts.
        }
        return into.position() - begin;
    }

    /** Whether the address lies in memory that is locked and left out of core dumps. */
    boolean isProtected(long address) throws IOException {
        return mappings().stream()
                .anyMatch(mapping -> mapping.holds(address) && mapping.flags.containsAll(Set.of("lo", "dd", "wf")));
    }

    private List<Mapping> mappings() throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        Matcher last = null;
        for (String line : Files.readAllLines(directory.resolve("smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                last = mapping;
            } else if (line.startsWith("VmFlags:") && last != null) {
                mappings.add(new Mapping(
                        Long.parseUnsignedLong(last.group(1), 16),
                        Long.parseUnsignedLong(last.group(2), 16),
                        last.group(3),
                        last.group(4),
                        Set.of(line.substring("VmFlags:".length()).trim().split(" "))));
            }
        }
        return mappings;
    }
}
