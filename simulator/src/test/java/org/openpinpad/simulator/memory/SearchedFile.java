// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file that is searched for digits, piece by piece: a process's memory, a core dump. */
final class SearchedFile implements AutoCloseable {

    private static final int CHUNK = 4 << 20;

    private final FileChannel file;
    private final List<SecretDigits> wanted;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK + 2 * SecretDigits.MARGIN);
    private final byte[] bytes = new byte[buffer.capacity()];
    private final List<SecretDigits.Hit> hits = new ArrayList<>();
    private long searched;

    SearchedFile(Path path, List<SecretDigits> wanted) throws IOException {
        file = FileChannel.open(path);
        this.wanted = wanted;
    }

    /** Searches the file from {@code begin} to {@code end}; what is found is known by its position in the file. */
    void search(long begin, long end) {
        for (long at = begin; at < end; at += CHUNK) {
            long first = Math.max(begin, at - SecretDigits.MARGIN);
            long last = Math.min(end, at + CHUNK + SecretDigits.MARGIN);
            int count = read(first, (int) (last - first));
            int from = (int) (at - first);
            int to = (int) Math.min(count, at + CHUNK - first);
            for (SecretDigits digits : wanted) {
                digits.search(bytes, from, to, count, first, hits);
            }
            searched += Math.max(0, to - from);
        }
    }

    private int read(long position, int length) {
        buffer.clear().limit(length);
        try {
            for (int count = 0; count >= 0 && buffer.hasRemaining(); ) {
                count = file.read(buffer, position + buffer.position());
            }
        } catch (IOException e) {
            // The process has given the mapping's rest back meanwhile; what was read counts.
        }
        buffer.flip().get(bytes, 0, buffer.limit());
        return buffer.limit();
    }

    List<SecretDigits.Hit> hits() {
        return hits;
    }

    /** How many bytes were searched. */
    long searched() {
        return searched;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
