// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A core file of a running process, taken by gdb against the process's wish: with what it keeps out of core dumps, with
 * every mapping, and with the registers of all threads in its notes (elf(5)).
 */
final class CoreDump {

    private static final int ELF_HEADER = 64;
    private static final int PT_LOAD = 1;
    private static final int PATIENCE_S = 120;

    /** Where a part of the memory stands in the file. */
    private record Segment(long offset, long size, long address) {
        boolean holds(long position) {
            return offset <= position && position - offset < size;
        }
    }

    private CoreDump() {}

    /** Everything of these digits in the whole file, by address; in what is no memory, by minus its place in the file. */
    static List<SecretDigits.Hit> search(long pid, Path file, List<SecretDigits> digits)
            throws IOException, InterruptedException {
        take(pid, file);
        try (SearchedFile core = new SearchedFile(file, digits)) {
            core.search(0, Files.size(file));
            List<Segment> segments = segments(file);
            return core.hits().stream()
                    .map(hit -> new SecretDigits.Hit(hit.digits(), address(segments, hit.address()), hit.form()))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    private static void take(long pid, Path file) throws IOException, InterruptedException {
        Path said = Path.of(file + ".log");
        Process gdb = new ProcessBuilder(
                        "gdb",
                        "--nx",
                        "--batch",
                        "-ex",
                        "set use-coredump-filter off",
                        "-ex",
                        "set dump-excluded-mappings on",
                        "-ex",
                        "attach " + pid,
                        "-ex",
                        "gcore " + file,
                        "-ex",
                        "detach")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = gdb.waitFor(PATIENCE_S, TimeUnit.SECONDS);
        gdb.destroyForcibly();
        if (!ended || !Files.exists(file)) {
            throw new IOException("gdb took no core dump: " + Files.readString(said));
        }
    }

    private static long address(List<Segment> segments, long position) {
        return segments.stream()
                .filter(segment -> segment.holds(position))
                .mapToLong(segment -> segment.address + position - segment.offset)
                .findFirst()
                .orElse(-position);
    }

    private static List<Segment> segments(Path file) throws IOException {
        try (FileChannel core = FileChannel.open(file)) {
            ByteBuffer header = read(core, 0, ELF_HEADER);
            if (!StandardCharsets.ISO_8859_1
                    .decode(header.slice(0, 5))
                    .toString()
                    .equals("\u007fELF\u0002")) {
                throw new IOException("no 64-bit ELF file");
            }
            int size = header.getShort(54);
            int count = header.getShort(56) & 0xFFFF;
            ByteBuffer table = read(core, header.getLong(32), size * count);
            List<Segment> segments = new ArrayList<>();
            for (int at = 0; at < table.capacity(); at += size) {
                if (table.getInt(at) == PT_LOAD) {
                    segments.add(new Segment(table.getLong(at + 8), table.getLong(at + 32), table.getLong(at + 16)));
                }
            }
            return segments;
        }
    }

    private static ByteBuffer read(FileChannel core, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && core.read(bytes, position + bytes.position()) >= 0) {}
        return bytes.flip();
    }
}
