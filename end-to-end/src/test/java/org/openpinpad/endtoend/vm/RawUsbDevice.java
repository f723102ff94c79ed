// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.stream.Stream;
import org.usb4java.BufferUtils;
import org.usb4java.ConfigDescriptor;
import org.usb4java.Context;
import org.usb4java.Device;
import org.usb4java.DeviceHandle;
import org.usb4java.DeviceList;
import org.usb4java.EndpointDescriptor;
import org.usb4java.Interface;
import org.usb4java.InterfaceDescriptor;
import org.usb4java.LibUsb;

/**
 * The first interface of a USB device, opened through libusb with no driver of ours between: what a foreign program
 * would see. Its bulk endpoints are found in the descriptor.
 */
final class RawUsbDevice implements AutoCloseable {
    /** An answer later than this is a fault: the slowest device under emulation needs a tenth. */
    private static final int TIMEOUT_MS = 5000;

    private static final byte CLASS_CCID = 0x0b;
    private static final byte TRANSFER_TYPE = 0x03;

    private final Context context = new Context();
    private final DeviceHandle handle;
    private final IntBuffer moved = BufferUtils.allocateIntBuffer();
    private boolean ccid;
    private byte bulkOut;
    private byte bulkIn;

    private RawUsbDevice(String name) throws IOException {
        check(LibUsb.init(context), "init");
        handle = name.contains(":") ? byNumbers(name.split(":", 2)) : byPort(name);
        if (handle == null) {
            LibUsb.exit(context);
            throw new IOException("no device " + name);
        }
    }

    private DeviceHandle byNumbers(String... numbers) {
        short vendor = (short) Integer.parseInt(numbers[0], 16);
        return LibUsb.openDeviceWithVidPid(context, vendor, (short) Integer.parseInt(numbers[1], 16));
    }

    /** Opens the device at that place; null if there is none. */
    private DeviceHandle byPort(String place) throws IOException {
        DeviceList devices = new DeviceList();
        check(LibUsb.getDeviceList(context, devices), "device list");
        try {
            for (Device device : devices) {
                if (place.equals(LibUsb.getBusNumber(device) + "-" + LibUsb.getPortNumber(device))) {
                    DeviceHandle opened = new DeviceHandle();
                    check(LibUsb.open(device, opened), "open " + place);
                    return opened;
                }
            }
            return null;
        } finally {
            LibUsb.freeDeviceList(devices, true);
        }
    }

    /**
     * Opens the device named as {@code lsusb} names it, for example {@code 1209:0001}, or by bus and port as the kernel does,
     * for example {@code 3-1}.
     */
    static RawUsbDevice open(String name) throws IOException {
        RawUsbDevice device = new RawUsbDevice(name);
        try {
            device.readDescriptor();
            device.check(LibUsb.claimInterface(device.handle, 0), "claim interface 0");
            return device;
        } catch (IOException e) {
            device.close();
            throw e;
        }
    }

    private void readDescriptor() throws IOException {
        ConfigDescriptor configuration = new ConfigDescriptor();
        check(LibUsb.getActiveConfigDescriptor(LibUsb.getDevice(handle), configuration), "configuration descriptor");
        Interface first = configuration.iface()[0];
        InterfaceDescriptor alternate = first.altsetting()[0];
        ccid = alternate.bInterfaceClass() == CLASS_CCID;
        bulkOut = bulkAddress(alternate, LibUsb.ENDPOINT_OUT);
        bulkIn = bulkAddress(alternate, LibUsb.ENDPOINT_IN);
        LibUsb.freeConfigDescriptor(configuration);
    }

    private static byte bulkAddress(InterfaceDescriptor alternate, byte direction) throws IOException {
        return Stream.of(alternate.endpoint())
                .filter(endpoint -> (endpoint.bmAttributes() & TRANSFER_TYPE) == LibUsb.TRANSFER_TYPE_BULK)
                .map(EndpointDescriptor::bEndpointAddress)
                .filter(address -> (address & LibUsb.ENDPOINT_IN) == direction)
                .findFirst()
                .orElseThrow(() -> new IOException("interface 0 lacks a bulk endpoint"));
    }

    /** Whether the interface calls itself a smart-card reader. */
    boolean isCcid() {
        return ccid;
    }

    /** Sends the bytes from position to limit as one transfer; like libccid, without a zero-length packet. */
    void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        int moved = transfer(bulkOut, bytes.slice(bytes.position(), length), TIMEOUT_MS);
        if (moved != length) {
            throw new IOException("only " + moved + " of " + length + " bytes sent");
        }
    }

    /** Reads one transfer into the whole buffer, and flips it. */
    void read(ByteBuffer bytes) throws IOException {
        bytes.clear();
        bytes.limit(transfer(bulkIn, bytes, TIMEOUT_MS));
    }

    /** The same, but waits no longer than that; false if nothing came. */
    boolean read(ByteBuffer bytes, int timeoutMs) throws IOException {
        bytes.clear();
        int code = LibUsb.bulkTransfer(handle, bulkIn, bytes, moved, timeoutMs);
        if (code == LibUsb.ERROR_TIMEOUT) {
            return false;
        }
        check(code, "read");
        bytes.limit(moved.get(0));
        return true;
    }

    /** A class request to interface 0 without data. */
    void request(int request, int value) throws IOException {
        byte toInterface = LibUsb.REQUEST_TYPE_CLASS | LibUsb.RECIPIENT_INTERFACE;
        ByteBuffer nothing = ByteBuffer.allocateDirect(0);
        int code = LibUsb.controlTransfer(
                handle, toInterface, (byte) request, (short) value, (short) 0, nothing, TIMEOUT_MS);
        check(code, "control request");
    }

    /** Resets the port that the device is on. */
    void reset() throws IOException {
        check(LibUsb.resetDevice(handle), "reset");
    }

    /** Reads and drops whatever the device still has to say; it is silent for {@code quietMs} afterwards. */
    void drain(int quietMs) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 16);
        for (int i = 0; i < 16; i++) {
            if (LibUsb.bulkTransfer(handle, bulkIn, bytes, moved, quietMs) == LibUsb.ERROR_TIMEOUT) {
                return;
            }
        }
        throw new IOException("the device does not stop sending");
    }

    private int transfer(byte endpoint, ByteBuffer bytes, int timeoutMs) throws IOException {
        int code = LibUsb.bulkTransfer(handle, endpoint, bytes, moved, timeoutMs);
        check(code, endpoint == bulkIn ? "read" : "write");
        return moved.get(0);
    }

    private void check(int code, String action) throws IOException {
        if (code < LibUsb.SUCCESS) {
            throw new IOException(action + ": " + LibUsb.errorName(code));
        }
    }

    @Override
    public void close() {
        LibUsb.releaseInterface(handle, 0);
        LibUsb.close(handle);
        LibUsb.exit(context);
    }
}
