// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.gadget.reader.ReaderIdentity;
import org.openpinpad.usbip.ExportedDevice;
import org.openpinpad.usbip.UsbIpCommand;
import org.openpinpad.usbip.UsbSpeed;

/**
 * Lends the reader to one PC at a time by USB/IP 1.1.1 (Linux, Documentation/usb/usbip_protocol.rst).
 *
 * <p>The protocol knows no authentication: whoever reaches the port has the reader. It is therefore for the loopback
 * address unless the user says otherwise.
 */
public final class UsbIpServer implements AutoCloseable {
    /** The port that IANA gives to USB/IP. */
    public static final int PORT = 3240;
    /** What {@code usbip attach -b} asks for. */
    public static final String BUS_ID = "1-1";

    private static final int BUS_NUMBER = 1;
    private static final int DEVICE_NUMBER = 2;
    /** One has the reader, others ask for the list. */
    private static final int CONNECTIONS_MAX = 4;

    /** Waited for the last PC's hanging up to be noticed, so that a program can be run twice in a row. */
    private static final int GIVE_BACK_MS = 500;

    private static final long PAUSE_NS = 50_000_000;
    private static final int ACCEPT_END_MS = 1_000;

    private final ServerSocket socket;
    private final VirtualUsbDevice device;
    private final ExportedDevice exported;
    private final TrafficListener listener;
    private final Thread acceptor = new Thread(this::accept, "usbip-accept");
    private final List<UsbIpConnection> connections = new ArrayList<>();
    private Importer importer;
    private boolean closed;

    /**
     * Opens the port and begins to serve.
     *
     * @param address where to listen; port 0 takes a free one
     * @throws IOException when the port is taken or not ours to take
     */
    public UsbIpServer(ReaderBus bus, InetSocketAddress address, UsbSpeed speed, TrafficListener listener)
            throws IOException {
        this.listener = listener;
        socket = new ServerSocket();
        socket.setReuseAddress(true);
        try {
            socket.bind(address);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        exported = export(bus.identity(), speed);
        device = new VirtualUsbDevice(bus, speed, listener);
        device.start();
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** The loopback address with the given port. */
    public static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    /** Takes the reader from the bus: closes the port and every connection. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            connections.forEach(UsbIpConnection::close);
        }
        socket.close();
        LockSupport.unpark(acceptor);
        try {
            // The kernel listens on until the thread has left accept().
            acceptor.join(ACCEPT_END_MS);
            device.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExportedDevice export(ReaderIdentity identity, UsbSpeed speed) {
        return new ExportedDevice(
                "/sys/devices/openpinpad/" + BUS_ID,
                BUS_ID,
                BUS_NUMBER,
                DEVICE_NUMBER,
                speed.code(),
                identity.vendorId(),
                identity.productId(),
                identity.bcdDevice(),
                0,
                0,
                0,
                0,
                1,
                1);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                serve(socket.accept());
            } catch (IOException e) {
                // The port was closed, a client went before it was served, or files ran out: none is to be told, but
                // the
                // last must not make this thread spin.
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    private void serve(Socket client) throws IOException {
        UsbIpConnection connection = new UsbIpConnection(client, shared);
        synchronized (this) {
            if (closed || connections.size() >= CONNECTIONS_MAX) {
                connection.close();
                return;
            }
            connections.add(connection);
        }
        Thread thread = new Thread(
                () -> {
                    connection.run();
                    forget(connection);
                },
                "usbip-client");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void forget(UsbIpConnection connection) {
        connections.remove(connection);
    }

    private synchronized boolean lendTo(Importer asking) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GIVE_BACK_MS);
        try {
            while (importer != null && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        importer = closed ? null : asking;
        return !closed;
    }

    private synchronized boolean has(Importer one) {
        return importer == one;
    }

    private synchronized void free() {
        importer = null;
        notifyAll();
    }

    private final UsbIpConnection.Server shared = new UsbIpConnection.Server() {
        @Override
        public ExportedDevice exported() {
            return exported;
        }

        @Override
        public boolean lend(Importer asking) {
            return lendTo(asking);
        }

        @Override
        public void attached(String peer) {
            listener.attached(peer);
        }

        @Override
        public void submit(Urb urb) {
            device.submit(urb);
        }

        @Override
        public void unlink(Importer asking, UsbIpCommand.Unlink command) {
            device.cancel(command.unlinkSeqnum());
            asking.unlink(command.seqnum(), command.unlinkSeqnum());
        }

        @Override
        public void giveBack(Importer one, String why) {
            if (has(one)) {
                device.disconnected();
                free();
                listener.detached(why);
            }
        }
    };
}
