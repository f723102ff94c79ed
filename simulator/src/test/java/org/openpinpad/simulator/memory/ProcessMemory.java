// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.IOException;
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

    private static final Pattern MAPPING =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (....) [0-9a-f]+ [0-9a-f:]+ \\d+ *(.*)");

    /** Locked, in no core dump, empty in a child process. */
    private static final Set<String> PROTECTED = Set.of("lo", "dd", "wf");

    private final Path directory;

    ProcessMemory(long pid) {
        directory = Path.of("/proc", Long.toString(pid));
    }

    /** A part of the address space. */
    private record Mapping(long begin, long end, String rights, String file) {
        static Mapping of(Matcher line) {
            return new Mapping(
                    Long.parseUnsignedLong(line.group(1), 16),
                    Long.parseUnsignedLong(line.group(2), 16),
                    line.group(3),
                    line.group(4));
        }

        /** What a file holds unchanged is no place for a secret; neither are pages that nobody may read. */
        boolean mayHoldSecrets() {
            return rights.startsWith("r")
                    && (file.isEmpty() || file.startsWith("[") || rights.startsWith("rw"))
                    && !file.startsWith("[vvar")
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

    /** Everything of these digits anywhere in the process. */
    SearchedFile search(List<SecretDigits> digits) throws IOException {
        try (SearchedFile memory = new SearchedFile(directory.resolve("mem"), digits)) {
            for (String line : Files.readAllLines(directory.resolve("maps"))) {
                Matcher mapping = MAPPING.matcher(line);
                if (mapping.matches() && Mapping.of(mapping).mayHoldSecrets()) {
                    memory.search(Mapping.of(mapping).begin, Mapping.of(mapping).end);
                }
            }
            return memory;
        }
    }

    /** The hits that lie in memory which is locked, left out of core dumps and empty in children. */
    List<SecretDigits.Hit> protectedOnes(List<SecretDigits.Hit> hits) throws IOException {
        List<Mapping> safe = protectedMappings();
        return hits.stream()
                .filter(hit -> safe.stream().anyMatch(mapping -> mapping.holds(hit.address())))
                .toList();
    }

    private List<Mapping> protectedMappings() throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        Mapping last = null;
        for (String line : Files.readAllLines(directory.resolve("smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                last = Mapping.of(mapping);
            } else if (line.startsWith("VmFlags:")
                    && Set.of(line.substring("VmFlags:".length()).trim().split(" "))
                            .containsAll(PROTECTED)) {
                mappings.add(last);
            }
        }
        return mappings;
    }

    /** Kilobytes that are locked (VmLck). */
    long lockedKb() throws IOException {
        for (String line : Files.readAllLines(directory.resolve("status"))) {
            if (line.startsWith("VmLck:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmLck in status");
    }
}
