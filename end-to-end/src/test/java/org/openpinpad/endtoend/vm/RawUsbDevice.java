// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Locale;
import java.util.stream.Stream;
import org.usb4java.BufferUtils;
import org.usb4java.ConfigDescriptor;
import org.usb4java.Context;
import org.usb4java.DeviceHandle;
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

    private RawUsbDevice(int vendor, int product) throws IOException {
        check(LibUsb.init(context), "init");
        handle = LibUsb.openDeviceWithVidPid(context, (short) vendor, (short) product);
        if (handle == null) {
            LibUsb.exit(context);
            throw new IOException(String.format(Locale.ROOT, "no device %04x:%04x", vendor, product));
        }
    }

    /** Opens the device named as {@code lsusb} names it, for example {@code 1209:0001}. */
    static RawUsbDevice open(String name) throws IOException {
        String[] numbers = name.split(":", 2);
        RawUsbDevice device = new RawUsbDevice(Integer.parseInt(numbers[0], 16), Integer.parseInt(numbers[1], 16));
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
        if (code != LibUsb.SUCCESS) {
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
