// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.descriptor.ClassRequest;
import org.openpinpad.host.usb.UsbLibrary.Attached;
import org.usb4java.BufferUtils;
import org.usb4java.DeviceHandle;
import org.usb4java.LibUsb;

/** The pipes of a reader on a real bus, by libusb. Owns the library, the device and the interface until it is closed. */
final class UsbLibCcidPipe implements CcidPipe {

    private final UsbLibrary library;
    private final Attached attached;
    private final DeviceHandle handle;
    private final IntBuffer transferred = BufferUtils.allocateIntBuffer();
    private final ByteBuffer noData = ByteBuffer.allocateDirect(0);

    private UsbLibCcidPipe(UsbLibrary library, Attached attached, DeviceHandle handle) {
        this.library = library;
        this.attached = attached;
        this.handle = handle;
    }

    /** Opens the device and claims its interface; the library is the pipe's from now on, unless this fails. */
    static UsbLibCcidPipe open(UsbLibrary library, Attached attached) {
        DeviceHandle handle = library.open(attached.address());
        // Where no kernel driver can be there, this is not supported and not needed.
        LibUsb.setAutoDetachKernelDriver(handle, true);
        int code = LibUsb.claimInterface(handle, attached.ccid().number());
        if (code != LibUsb.SUCCESS) {
            LibUsb.close(handle);
            throw UsbLibError.opening(attached.address().toString(), code);
        }
        return new UsbLibCcidPipe(library, attached, handle);
    }

    @Override
    public String name() {
        return "usb:" + attached.address();
    }

    @Override
    public CcidDescriptor descriptor() {
        return attached.ccid().descriptor();
    }

    @Override
    public void bulkOut(ByteBuffer message, int timeoutMs) {
        ByteBuffer data = message.slice();
        int code = LibUsb.bulkTransfer(handle, attached.ccid().bulkOut(), data, transferred, timeoutMs);
        if (code != LibUsb.SUCCESS || transferred.get(0) != data.capacity()) {
            throw UsbLibError.transferring(code == LibUsb.SUCCESS ? LibUsb.ERROR_IO : code);
        }
    }

    @Override
    public int bulkIn(ByteBuffer into, int timeoutMs) {
        // libusb takes 0 for "for ever".
        int code = LibUsb.bulkTransfer(
                handle, attached.ccid().bulkIn(), into.slice(), transferred, Math.max(1, timeoutMs));
        int length = transferred.get(0);
        boolean partly = code == LibUsb.ERROR_TIMEOUT && length > 0;
        if (code == LibUsb.ERROR_TIMEOUT && !partly) {
            return TIMED_OUT;
        }
        if (code != LibUsb.SUCCESS && !partly) {
            throw UsbLibError.transferring(code);
        }
        into.position(into.position() + length);
        return length;
    }

    @Override
    public void control(int request, int value, int timeoutMs) {
        int code = LibUsb.controlTransfer(
                handle,
                (byte) ClassRequest.TO_DEVICE,
                (byte) request,
                (short) value,
                (short) attached.ccid().number(),
                noData,
                timeoutMs);
        if (code < 0) {
            throw UsbLibError.transferring(code);
        }
    }

    /** Gives everything back; what fails here has no consequence for anybody. */
    @Override
    public void close() {
        LibUsb.releaseInterface(handle, attached.ccid().number());
        LibUsb.close(handle);
        library.close();
    }
}
