// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of the loopback address that passes everything on to another one, and keeps every byte of both directions. */
final class WireRelay implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final int KEPT_MAX = 64 * 1024 * 1024;
    private static final int CONNECT_MS = 5_000;

    private final ServerSocket socket;
    private final int target;
    private final ByteArrayOutputStream toDevice = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toPc = new ByteArrayOutputStream();

    private WireRelay(ServerSocket socket, int target) {
        this.socket = socket;
        this.target = target;
    }

    /** Opens a free port that leads to port {@code target}. */
    static WireRelay to(int target) throws IOException {
        WireRelay relay = new WireRelay(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), target);
        start(relay::serve, "relay");
        return relay;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What the PC sent so far. */
    byte[] toDevice() {
        return copy(toDevice);
    }

    /** What the device sent so far. */
    byte[] toPc() {
        return copy(toPc);
    }

    private void serve() {
        try {
            while (true) {
                join(socket.accept());
            }
        } catch (IOException e) {
            // The demonstration is over and the socket closed.
            return;
        }
    }

    private void join(Socket pc) throws IOException {
        Socket device = new Socket();
        try {
            device.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MS);
        } catch (IOException e) {
            // The reader is gone: the PC's program is told so by the lost connection.
            pc.close();
            return;
        }
        start(() -> pass(pc, device, toDevice), "relay-to-device");
        start(() -> pass(device, pc, toPc), "relay-to-pc");
    }

    private static void pass(Socket from, Socket to, ByteArrayOutputStream kept) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                keep(kept, chunk, count);
                out.write(chunk, 0, count);
            }
        } catch (IOException e) {
            // One side hung up; closing both is all there is to do.
            return;
        }
    }

    private static void keep(ByteArrayOutputStream kept, byte[] chunk, int count) throws IOException {
        synchronized (kept) {
            if (kept.size() + count > KEPT_MAX) {
                throw new IOException("more traffic than a demonstration has");
            }
            kept.write(chunk, 0, count);
        }
    }

    private static byte[] copy(ByteArrayOutputStream kept) {
        synchronized (kept) {
            return kept.toByteArray();
        }
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
