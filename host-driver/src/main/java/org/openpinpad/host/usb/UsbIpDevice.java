// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.usbip.ExportedDevice;
import org.openpinpad.usbip.OpHeader;
import org.openpinpad.usbip.SetupPacket;
import org.openpinpad.usbip.UrbStatus;
import org.openpinpad.usbip.UsbIpCommand;
import org.openpinpad.usbip.UsbIpReply;

/**
 * A USB device at the other end of USB/IP 1.1.1, used without the kernel's help. One thread, one transfer at a time; a
 * transfer that takes too long is taken back (USBIP_CMD_UNLINK).
 */
final class UsbIpDevice implements AutoCloseable {

    /** What a transfer returns when nothing came in time. */
    static final int TIMED_OUT = CcidPipe.TIMED_OUT;

    /** Anything that the server has to do by itself, without the device. */
    private static final int SERVER_MS = 5_000;
    /** Devices of a list that are looked at. */
    private static final int DEVICES_MAX = 64;

    private final UsbIpWire wire;
    private final ExportedDevice exported;
    private int seqnum;

    private UsbIpDevice(UsbIpWire wire, ExportedDevice exported) {
        this.wire = wire;
        this.exported = exported;
    }

    /** The devices that a server lends; those that are lent at the moment are not among them on all servers. */
    static List<ExportedDevice> list(InetSocketAddress server) {
        try (UsbIpWire wire = new UsbIpWire(server, SERVER_MS)) {
            ByteBuffer request = ByteBuffer.allocate(OpHeader.LENGTH);
            OpHeader.of(OpHeader.OP_REQ_DEVLIST, OpHeader.ST_OK).write(request);
            wire.send(request.flip(), SERVER_MS);
            if (reply(wire, OpHeader.OP_REP_DEVLIST) != OpHeader.ST_OK) {
                throw wire.refuse("it has no list");
            }
            int count = wire.receive(Integer.BYTES, SERVER_MS).getInt();
            List<ExportedDevice> devices = new ArrayList<>();
            for (int i = 0; i < Math.min(count, DEVICES_MAX); i++) {
                ExportedDevice device = ExportedDevice.parse(wire.receive(ExportedDevice.LENGTH, SERVER_MS));
                wire.receive(device.numInterfaces() * ExportedDevice.INTERFACE_LENGTH, SERVER_MS);
                devices.add(device);
            }
            return devices;
        }
    }

    /**
     * Takes a device from its server.
     *
     * @throws ReaderException when it is not there, or another PC has it
     */
    static UsbIpDevice open(InetSocketAddress server, String busId) {
        UsbIpWire wire = new UsbIpWire(server, SERVER_MS);
        ByteBuffer request = ByteBuffer.allocate(OpHeader.LENGTH + OpHeader.BUS_ID_LENGTH);
        OpHeader.of(OpHeader.OP_REQ_IMPORT, OpHeader.ST_OK).write(request);
        ExportedDevice.writeBusId(busId, request);
        wire.send(request.flip(), SERVER_MS);
        int status = reply(wire, OpHeader.OP_REP_IMPORT);
        if (status != OpHeader.ST_OK) {
            wire.close();
            throw refusal(status, busId, server);
        }
        return new UsbIpDevice(wire, ExportedDevice.parse(wire.receive(ExportedDevice.LENGTH, SERVER_MS)));
    }

    ExportedDevice exported() {
        return exported;
    }

    InetSocketAddress server() {
        return wire.server();
    }

    /**
     * A control transfer whose data stage, if any, comes from the device.
     *
     * @param data receives it at its position, which moves behind it; room for wLength bytes
     * @return bytes received
     * @throws ReaderException when the device refuses, or does not answer in time
     */
    int control(SetupPacket setup, ByteBuffer data, int timeoutMs) {
        boolean toHost = setup.toHost() && setup.length() > 0;
        int count = transfer(toHost, 0, setup, toHost ? data : ByteBuffer.allocate(0), timeoutMs);
        if (count == TIMED_OUT) {
            throw new ReaderException(Kind.TIMEOUT, "The reader did not answer a control request in time.");
        }
        return count;
    }

    /** Sends one transfer, from position to limit, without a zero-length packet after it. */
    void out(int endpoint, ByteBuffer data, int timeoutMs) {
        if (transfer(false, endpoint, SetupPacket.NONE, data, timeoutMs) == TIMED_OUT) {
            throw new ReaderException(Kind.TIMEOUT, "The reader takes no message; it hangs. Unplug it once.");
        }
    }

    /**
     * Receives one transfer at the buffer's position and moves that behind it.
     *
     * @return its length, or {@link #TIMED_OUT}
     */
    int in(int endpoint, ByteBuffer into, int timeoutMs) {
        return transfer(true, endpoint, SetupPacket.NONE, into, timeoutMs);
    }

    /** Gives the device back to its server. */
    @Override
    public void close() {
        wire.close();
    }

    private int transfer(boolean toHost, int endpoint, SetupPacket setup, ByteBuffer data, int timeoutMs) {
        int mine = ++seqnum;
        int length = data.remaining();
        int flags = toHost ? UsbIpCommand.Submit.DIR_IN : 0;
        ByteBuffer frame = ByteBuffer.allocate(UsbIpCommand.LENGTH + (toHost ? 0 : length));
        new UsbIpCommand.Submit(mine, exported.devid(), toHost, endpoint, flags, length, 0, 0, 0, setup).write(frame);
        if (!toHost) {
            frame.put(data.duplicate());
        }
        wire.send(frame.flip(), timeoutMs);
        if (wire.awaitData(timeoutMs)) {
            return finish(nextReply(), mine, toHost, data);
        }
        return takeBack(mine, toHost, endpoint, data);
    }

    /** It may end in the very moment: then that is what it ended with, and the unlinking finds nothing. */
    private int takeBack(int mine, boolean toHost, int endpoint, ByteBuffer data) {
        int own = ++seqnum;
        ByteBuffer frame = ByteBuffer.allocate(UsbIpCommand.LENGTH);
        new UsbIpCommand.Unlink(own, exported.devid(), toHost, endpoint, mine).write(frame);
        wire.send(frame.flip(), SERVER_MS);
        int result = TIMED_OUT;
        UsbIpReply reply = nextReply();
        if (reply.seqnum() == mine) {
            result = finish(reply, mine, toHost, data);
            reply = nextReply();
        }
        if (reply.seqnum() != own || !(reply instanceof UsbIpReply.Unlinked)) {
            throw wire.refuse("it did not answer the taking back of a transfer");
        }
        return result;
    }

    private UsbIpReply nextReply() {
        return UsbIpReply.parse(wire.receive(UsbIpReply.LENGTH, SERVER_MS));
    }

    private int finish(UsbIpReply reply, int mine, boolean toHost, ByteBuffer data) {
        if (!(reply instanceof UsbIpReply.Submitted ended) || reply.seqnum() != mine) {
            throw wire.refuse("it answered something else than the transfer");
        }
        int length = ended.actualLength();
        if (length < 0 || length > data.remaining()) {
            throw wire.refuse("it sent more than was asked for");
        }
        if (toHost) {
            data.put(wire.receive(length, SERVER_MS));
        }
        return switch (ended.status()) {
            case UrbStatus.OK -> length;
            case UrbStatus.EPIPE -> throw new ReaderException(Kind.IO, "The reader refuses a request (stall).");
            case UrbStatus.EOVERFLOW ->
                throw new ReaderException(Kind.PROTOCOL, "The reader sent more than its longest message.");
            case UrbStatus.ESHUTDOWN -> throw new ReaderException(Kind.GONE, "The reader was taken from the bus.");
            default -> throw new ReaderException(Kind.IO, "A USB transfer failed, error " + -ended.status() + ".");
        };
    }

    /** The status of the server's answer. */
    private static int reply(UsbIpWire wire, int code) {
        OpHeader header = OpHeader.parse(wire.receive(OpHeader.LENGTH, SERVER_MS));
        if (header.version() != OpHeader.VERSION || header.code() != code) {
            throw wire.refuse("it answers with version %04X, code %04X".formatted(header.version(), header.code()));
        }
        return header.status();
    }

    private static ReaderException refusal(int status, String busId, InetSocketAddress server) {
        return switch (status) {
            case OpHeader.ST_DEV_BUSY, OpHeader.ST_NA ->
                new ReaderException(Kind.BUSY, "Another PC uses the reader that " + server + " lends.");
            case OpHeader.ST_NODEV ->
                new ReaderException(Kind.NO_READER, "The server at " + server + " lends no device '" + busId + "'.");
            default -> new ReaderException(Kind.IO, "The server at " + server + " cannot lend its device now.");
        };
    }
}
