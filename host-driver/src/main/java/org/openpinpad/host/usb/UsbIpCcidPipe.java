// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.openpinpad.ccid.message.LittleEndian.u16;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.descriptor.ClassRequest;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.usbip.ExportedDevice;
import org.openpinpad.usbip.SetupPacket;

/** The pipes of a reader that a USB/IP server lends. Has the device from its server until it is closed. */
public final class UsbIpCcidPipe implements CcidPipe {

    private static final int SETUP_MS = 5_000;

    /** bRequest (USB 2.0 §9.4, table 9-4). */
    private static final int GET_DESCRIPTOR = 6;

    private static final int SET_CONFIGURATION = 9;
    private static final int FROM_DEVICE = 0x80;
    private static final int TO_DEVICE = 0x00;
    /** wValue of the first configuration descriptor. */
    private static final int CONFIGURATION = CcidConfiguration.TYPE << 8;

    private static final int STRING = 3 << 8;
    private static final int ENGLISH = 0x0409;
    private static final int STRING_MAX = 255;
    /** Offset of iProduct in the device descriptor (§9.6.1). */
    private static final int I_PRODUCT = 15;

    private static final int DEVICE = 1 << 8;
    private static final int DEVICE_LENGTH = 18;

    private final UsbIpDevice device;
    private final CcidConfiguration ccid;
    private final String name;

    private UsbIpCcidPipe(UsbIpDevice device, CcidConfiguration ccid, String name) {
        this.device = device;
        this.ccid = ccid;
        this.name = name;
    }

    /**
     * Takes a reader from its server and configures it.
     *
     * @param busId which device; empty for the first that there is
     */
    public static UsbIpCcidPipe open(InetSocketAddress server, String busId) {
        UsbIpDevice device = UsbIpDevice.open(server, busId.isEmpty() ? first(server) : busId);
        try {
            CcidConfiguration ccid = configuration(device);
            String name = product(device);
            device.control(new SetupPacket(TO_DEVICE, SET_CONFIGURATION, ccid.value(), 0, 0), noData(), SETUP_MS);
            return new UsbIpCcidPipe(device, ccid, name);
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CcidDescriptor descriptor() {
        return ccid.descriptor();
    }

    @Override
    public void bulkOut(ByteBuffer message, int timeoutMs) {
        device.out(ccid.bulkOut(), message, timeoutMs);
    }

    @Override
    public int bulkIn(ByteBuffer into, int timeoutMs) {
        return device.in(ccid.bulkIn() & 0x0F, into, timeoutMs);
    }

    /** As {@link #bulkIn}, from the interrupt endpoint (CCID 1.1 §6.3); times out where the reader has none. */
    public int interruptIn(ByteBuffer into, int timeoutMs) {
        return ccid.interruptIn() == 0 ? TIMED_OUT : device.in(ccid.interruptIn() & 0x0F, into, timeoutMs);
    }

    @Override
    public void control(int request, int value, int timeoutMs) {
        SetupPacket setup = new SetupPacket(ClassRequest.TO_DEVICE, request, value, ccid.interfaceNumber(), 0);
        device.control(setup, noData(), timeoutMs);
    }

    /** A class request whose data come from the reader; as many as there are go behind the buffer's position. */
    public int controlIn(int request, ByteBuffer into, int timeoutMs) {
        SetupPacket setup = new SetupPacket(ClassRequest.TO_HOST, request, 0, ccid.interfaceNumber(), into.remaining());
        return device.control(setup, into, timeoutMs);
    }

    @Override
    public void close() {
        device.close();
    }

    private static String first(InetSocketAddress server) {
        List<ExportedDevice> devices = UsbIpDevice.list(server);
        if (devices.isEmpty()) {
            throw new ReaderException(Kind.NO_READER, "The server at " + server + " lends no device.");
        }
        return devices.get(0).busId();
    }

    private static CcidConfiguration configuration(UsbIpDevice device) {
        ByteBuffer head = descriptor(device, CONFIGURATION, 0, CcidConfiguration.LENGTH);
        int total = head.remaining() < CcidConfiguration.LENGTH ? 0 : CcidConfiguration.totalLength(head);
        return CcidConfiguration.parse(descriptor(device, CONFIGURATION, 0, total))
                .orElseThrow(() -> new ReaderException(
                        Kind.NO_READER, "The device that " + device.server() + " lends is no CCID reader."));
    }

    /** iProduct where the device tells it, else its address. */
    private static String product(UsbIpDevice device) {
        String address = "usbip:" + device.server().getHostString() + ":"
                + device.server().getPort();
        ByteBuffer descriptor = descriptor(device, DEVICE, 0, DEVICE_LENGTH);
        int index = descriptor.remaining() == DEVICE_LENGTH ? descriptor.get(I_PRODUCT) & 0xFF : 0;
        if (index == 0) {
            return address;
        }
        ByteBuffer string = descriptor(device, STRING | index, ENGLISH, STRING_MAX);
        StringBuilder text = new StringBuilder();
        for (int at = 2; at + 1 < string.limit(); at += 2) {
            text.append((char) u16(string, at));
        }
        return text.isEmpty() ? address : text + " (" + address + ")";
    }

    private static ByteBuffer descriptor(UsbIpDevice device, int value, int index, int length) {
        ByteBuffer data = ByteBuffer.allocate(length);
        device.control(new SetupPacket(FROM_DEVICE, GET_DESCRIPTOR, value, index, length), data, SETUP_MS);
        return data.flip();
    }

    private static ByteBuffer noData() {
        return ByteBuffer.allocate(0);
    }
}
