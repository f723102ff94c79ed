// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.openpinpad.usbip.ExportedDevice;
import org.openpinpad.usbip.OpHeader;
import org.openpinpad.usbip.UsbIpCommand;

/** One PC's connection: a few requests, then, if it imports the device, transfers until it goes. */
final class UsbIpConnection implements Runnable {
    /** The longest transfer: sixteen times the longest CCID message. */
    static final int TRANSFER_MAX = 1 << 20;
    /** Requests before an import; usbip's own tools send one. */
    private static final int REQUESTS_MAX = 8;

    private static final int REQUEST_TIMEOUT_MS = 5_000;

    /** What the connections of a server share. */
    interface Server {
        ExportedDevice exported();

        /** Gives the device to this PC; false while another has it. */
        boolean lend(Importer importer);

        void submit(Urb urb);

        void unlink(Importer importer, UsbIpCommand.Unlink command);

        /** Without effect for a PC that does not have the device. */
        void giveBack(Importer importer, String why);

        void attached(String peer);
    }

    private final Socket socket;
    private final Server server;
    private final WireInput in;
    private final OutputStream out;
    private final Importer importer;

    UsbIpConnection(Socket socket, Server server) throws IOException {
        this.socket = socket;
        this.server = server;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        in = new WireInput(socket, REQUEST_TIMEOUT_MS);
        out = socket.getOutputStream();
        importer = new Importer(out, this::close);
    }

    @Override
    public void run() {
        String why = "";
        try {
            if (requests()) {
                server.attached(String.valueOf(socket.getInetAddress()));
                transfers();
            }
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        } finally {
            importer.close();
            server.giveBack(importer, why);
            close();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done for a socket that does not close.
        }
    }

    /** True when one of them was an import that succeeded. */
    private boolean requests() throws IOException {
        for (int i = 0; i < REQUESTS_MAX; i++) {
            OpHeader header = OpHeader.parse(in.record(OpHeader.LENGTH));
            if (header.version() != OpHeader.VERSION) {
                throw new ProtocolException("version " + Integer.toHexString(header.version()));
            }
            switch (header.code()) {
                case OpHeader.OP_REQ_DEVLIST -> list();
                case OpHeader.OP_REQ_IMPORT -> {
                    if (imported(ExportedDevice.parseBusId(in.record(OpHeader.BUS_ID_LENGTH)))) {
                        return true;
                    }
                }
                default -> throw new ProtocolException("request " + Integer.toHexString(header.code()));
            }
        }
        return false;
    }

    private void list() throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(
                OpHeader.LENGTH + Integer.BYTES + ExportedDevice.LENGTH + ExportedDevice.INTERFACE_LENGTH);
        OpHeader.of(OpHeader.OP_REP_DEVLIST, OpHeader.ST_OK).write(reply);
        reply.putInt(1);
        server.exported().write(reply);
        reply.put(new byte[] {UsbDescriptors.CLASS_SMART_CARD, 0, 0, 0});
        out.write(reply.array());
    }

    private boolean imported(String busId) throws IOException {
        ExportedDevice device = server.exported();
        int status = OpHeader.ST_NODEV;
        if (busId.equals(device.busId())) {
            status = server.lend(importer) ? OpHeader.ST_OK : OpHeader.ST_DEV_BUSY;
        }
        boolean ok = status == OpHeader.ST_OK;
        ByteBuffer reply = ByteBuffer.allocate(OpHeader.LENGTH + (ok ? ExportedDevice.LENGTH : 0));
        OpHeader.of(OpHeader.OP_REP_IMPORT, status).write(reply);
        if (ok) {
            device.write(reply);
        }
        out.write(reply.array());
        return ok;
    }

    /** Until the PC goes or breaks the protocol; both come as an exception. */
    private void transfers() throws IOException {
        while (true) {
            UsbIpCommand command = UsbIpCommand.parse(in.awaitRecord(UsbIpCommand.LENGTH));
            if (command.devid() != server.exported().devid()) {
                throw new ProtocolException("command for another device");
            }
            if (command instanceof UsbIpCommand.Submit submit) {
                submit(submit);
            } else if (command instanceof UsbIpCommand.Unlink unlink) {
                server.unlink(importer, unlink);
            } else {
                throw new ProtocolException("unknown command");
            }
        }
    }

    private void submit(UsbIpCommand.Submit submit) throws IOException {
        int length = submit.bufferLength();
        if (length < 0 || length > TRANSFER_MAX) {
            throw new ProtocolException("transfer of " + length + " bytes");
        }
        // Linux sends 0 for a transfer that is not isochronous, its documentation says -1.
        if (submit.numberOfPackets() > 0) {
            throw new ProtocolException("isochronous transfer");
        }
        int fromPc = submit.toHost() ? 0 : length;
        if (!importer.begin(submit.seqnum(), fromPc)) {
            throw new ProtocolException("too many transfers at a time");
        }
        ByteBuffer data = fromPc == 0 ? Urb.NO_DATA : in.record(fromPc);
        server.submit(new Urb(submit, data, importer));
    }
}
