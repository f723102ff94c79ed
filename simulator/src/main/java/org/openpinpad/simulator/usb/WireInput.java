// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Reads records of known length from a socket, each within a bounded time from its first byte to its last. */
final class WireInput {
    private final Socket socket;
    private final InputStream in;
    private final int recordTimeoutMs;

    WireInput(Socket socket, int recordTimeoutMs) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.recordTimeoutMs = recordTimeoutMs;
    }

    /** A record that may begin whenever the other side likes. */
    ByteBuffer awaitRecord(int length) throws IOException {
        byte[] record = new byte[length];
        socket.setSoTimeout(0);
        int first = in.read(record, 0, length);
        if (first < 0) {
            throw new EOFException("closed by the PC");
        }
        fill(record, first);
        return ByteBuffer.wrap(record);
    }

    /** A record that has to begin now. */
    ByteBuffer record(int length) throws IOException {
        byte[] record = new byte[length];
        fill(record, 0);
        return ByteBuffer.wrap(record);
    }

    private void fill(byte[] record, int from) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(recordTimeoutMs);
        int have = from;
        while (have < record.length) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("a record took too long");
            }
            socket.setSoTimeout((int) left);
            int count = in.read(record, have, record.length - have);
            if (count < 0) {
                throw new EOFException("closed by the PC in the middle of a record");
            }
            have += count;
        }
    }
}
