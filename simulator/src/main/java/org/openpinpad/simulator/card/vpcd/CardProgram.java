// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.openpinpad.card.SlotResult;

/**
 * The program at the other end of a connection. One thread runs {@link #listen}, another one asks.
 *
 * <p>The program is not trusted. Who does not answer in time, answers what nobody asked, or does not read what it is sent
 * can no longer be told which answer belongs to which command: it is dropped.
 */
final class CardProgram implements Closeable {

    private static final int LENGTH_BYTES = 2;
    /** The longest message whose length can be told. */
    static final int MAX_MESSAGE = 0xFFFF;

    private static final long NS_PER_MS = 1_000_000;

    private final SocketChannel channel;
    private final Selector readable = Selector.open();
    private final Selector writable = Selector.open();
    private final ByteBuffer lengthOut = ByteBuffer.allocateDirect(LENGTH_BYTES);
    /** What came of the next message, its length first; one more byte than a message has shows that something follows. */
    private final ByteBuffer in = ByteBuffer.allocateDirect(LENGTH_BYTES + MAX_MESSAGE + 1);

    /** Where the answer goes that is waited for, null when none is. */
    private ByteBuffer awaited;

    private SlotResult result = SlotResult.ABSENT;
    private boolean gone;

    CardProgram(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    /** Takes what the program sends, until it has gone or is dropped. */
    void listen() {
        try {
            while (readable.isOpen() && readSome()) {}
        } catch (IOException | ClosedSelectorException e) {
            // It has gone.
        } finally {
            close();
        }
    }

    /** Whether the program is still there, and behaves. */
    private boolean readSome() throws IOException {
        readable.select();
        readable.selectedKeys().clear();
        int count = channel.read(in);
        return count >= 0 && (count == 0 || takeMessage());
    }

    private synchronized boolean takeMessage() {
        if (awaited == null) {
            return false;
        }
        if (in.position() < LENGTH_BYTES) {
            return true;
        }
        int length = in.getShort(0) & 0xFFFF;
        if (in.position() < LENGTH_BYTES + length) {
            return true;
        }
        boolean more = in.position() > LENGTH_BYTES + length;
        if (length > awaited.remaining()) {
            answer(SlotResult.OVERRUN);
        } else {
            awaited.put(awaited.position(), in, LENGTH_BYTES, length);
            awaited.position(awaited.position() + length);
            answer(SlotResult.DONE);
        }
        return !more;
    }

    private void answer(SlotResult how) {
        in.clear();
        awaited = null;
        result = how;
        notifyAll();
    }

    /** Sends a message that has no answer; false if the program has gone. */
    boolean tell(ByteBuffer message, long limitMs) {
        try {
            send(message, System.nanoTime() + limitMs * NS_PER_MS);
            return true;
        } catch (IOException | ClosedSelectorException e) {
            close();
            return false;
        }
    }

    /**
     * Sends a message and waits for its answer.
     *
     * @param message 1 to 65 535 bytes from position to limit, in a direct buffer; position is left where it was
     * @param answer receives the answer at its position
     * @return {@code DONE}; {@code OVERRUN} for an answer that does not fit; {@code MUTE} when the time is up, {@code
     *     ABSENT} when the program has gone; after these two it is dropped
     */
    SlotResult ask(ByteBuffer message, ByteBuffer answer, long limitMs) {
        long end = System.nanoTime() + limitMs * NS_PER_MS;
        synchronized (this) {
            if (gone) {
                return SlotResult.ABSENT;
            }
            awaited = answer;
        }
        try {
            send(message, end);
            return await(end);
        } catch (IOException | ClosedSelectorException e) {
            close();
            return SlotResult.ABSENT;
        }
    }

    private synchronized SlotResult await(long end) {
        try {
            while (awaited != null && !gone) {
                long leftMs = (end - System.nanoTime()) / NS_PER_MS;
                if (leftMs <= 0) {
                    close();
                    return SlotResult.MUTE;
                }
                wait(leftMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
        return awaited == null ? result : SlotResult.ABSENT;
    }

    /** In one piece where the kernel takes it so: some programs read a length by one call, in the hope for two bytes. */
    private void send(ByteBuffer message, long end) throws IOException {
        lengthOut.putShort(0, (short) message.remaining()).clear();
        ByteBuffer[] parts = {lengthOut, message.duplicate()};
        while (parts[1].hasRemaining()) {
            if (channel.write(parts) == 0) {
                long leftMs = (end - System.nanoTime()) / NS_PER_MS;
                if (leftMs <= 0) {
                    throw new IOException("it does not read");
                }
                writable.select(leftMs);
                writable.selectedKeys().clear();
            }
        }
    }

    /** Drops the program, from any thread; who waits for an answer learns that it has gone. */
    @Override
    public void close() {
        synchronized (this) {
            gone = true;
            notifyAll();
        }
        try {
            channel.close();
            readable.close();
            writable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // The kernel closes a socket whatever happens.
        }
    }
}
