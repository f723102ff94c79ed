// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;

/** A TCP connection whose every wait, that for room to write included, is bounded. One thread. */
final class UsbIpWire implements AutoCloseable {

    private final InetSocketAddress server;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    /** @throws ReaderException when nobody answers there */
    UsbIpWire(InetSocketAddress server, int timeoutMs) {
        this.server = server;
        try {
            selector = Selector.open();
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT);
            connect(timeoutMs);
        } catch (IOException e) {
            throw nobody(e);
        }
    }

    private void connect(int timeoutMs) throws IOException {
        boolean connected = false;
        try {
            connected =
                    !server.isUnresolved() && (channel.connect(server) || await(SelectionKey.OP_CONNECT, timeoutMs));
            connected = connected && channel.finishConnect();
        } finally {
            if (!connected) {
                close();
            }
        }
        if (!connected) {
            throw nobody(null);
        }
    }

    /** Writes everything from position to limit. */
    void send(ByteBuffer bytes, int timeoutMs) {
        long deadline = deadline(timeoutMs);
        try {
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0 && !await(SelectionKey.OP_WRITE, left(deadline))) {
                    throw gone("The USB/IP server at " + server + " takes nothing any more.", null);
                }
            }
        } catch (IOException e) {
            throw gone(lost(), e);
        }
    }

    /** Whether something comes in time. */
    boolean awaitData(int timeoutMs) {
        try {
            return await(SelectionKey.OP_READ, timeoutMs);
        } catch (IOException e) {
            throw gone(lost(), e);
        }
    }

    /** Reads exactly {@code length} bytes, which have to come in time. */
    ByteBuffer receive(int length, int timeoutMs) {
        ByteBuffer record = ByteBuffer.allocate(length);
        long deadline = deadline(timeoutMs);
        try {
            while (record.hasRemaining()) {
                int count = channel.read(record);
                if (count < 0) {
                    throw gone(lost(), null);
                }
                if (count == 0 && !await(SelectionKey.OP_READ, left(deadline))) {
                    throw gone("The USB/IP server at " + server + " stopped in the middle of an answer.", null);
                }
            }
        } catch (IOException e) {
            throw gone(lost(), e);
        }
        return record.flip();
    }

    /** Says what is wrong with the server and closes the connection. */
    ReaderException refuse(String what) {
        close();
        return new ReaderException(Kind.PROTOCOL, "The server at " + server + " does not speak USB/IP: " + what + ".");
    }

    InetSocketAddress server() {
        return server;
    }

    @Override
    public void close() {
        try (channel;
                selector) {
            key.cancel();
        } catch (IOException e) {
            // A connection that does not close has nothing to give back.
        }
    }

    private boolean await(int operation, int timeoutMs) throws IOException {
        long deadline = deadline(timeoutMs);
        key.interestOps(operation);
        while (true) {
            int left = left(deadline);
            int ready = left > 0 ? selector.select(left) : selector.selectNow();
            selector.selectedKeys().clear();
            if (ready > 0) {
                return true;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
            if (left <= 0) {
                return false;
            }
        }
    }

    private ReaderException gone(String sentence, IOException cause) {
        close();
        return new ReaderException(Kind.GONE, sentence, cause);
    }

    private String lost() {
        return "The connection to the USB/IP server at " + server + " is lost.";
    }

    private ReaderException nobody(IOException cause) {
        return new ReaderException(
                Kind.NO_SERVICE, "Nobody lends a reader at " + server + "; is the device or simulator running?", cause);
    }

    private static long deadline(int timeoutMs) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, timeoutMs));
    }

    private static int left(long deadline) {
        long nanos = deadline - System.nanoTime();
        return nanos <= 0 ? 0 : (int) TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    }
}
