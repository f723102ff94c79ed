// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openpinpad.host.usb.CcidInterface.Endpoint;
import org.usb4java.ConfigDescriptor;
import org.usb4java.Context;
import org.usb4java.Device;
import org.usb4java.DeviceDescriptor;
import org.usb4java.DeviceHandle;
import org.usb4java.DeviceList;
import org.usb4java.InterfaceDescriptor;
import org.usb4java.LibUsb;
import org.usb4java.LoaderException;

/** libusb, from its start to its end, and the readers that it sees. */
final class UsbLibrary implements AutoCloseable {

    /** A reader on the bus. */
    record Attached(UsbAddress address, CcidInterface ccid) {}

    private final Context context;

    private UsbLibrary(Context context) {
        this.context = context;
    }

    /** Starts libusb. */
    static UsbLibrary start() {
        try {
            Context context = new Context();
            int code = LibUsb.init(context);
            if (code != LibUsb.SUCCESS) {
                throw UsbLibError.starting("libusb says " + UsbLibError.name(code), null);
            }
            return new UsbLibrary(context);
        } catch (LoaderException | LinkageError e) {
            throw UsbLibError.starting("libusb does not load on this system", e);
        }
    }

    /** Every device that has a CCID interface. */
    List<Attached> readers() {
        List<Attached> found = new ArrayList<>();
        eachDevice((device, address) -> {
            ccidOf(device).ifPresent(ccid -> found.add(new Attached(address, ccid)));
            return false;
        });
        return found;
    }

    /** Opens the device at an address. */
    DeviceHandle open(UsbAddress wanted) {
        DeviceHandle handle = new DeviceHandle();
        boolean opened = eachDevice((device, address) -> {
            if (!wanted.matches(address)) {
                return false;
            }
            int code = LibUsb.open(device, handle);
            if (code != LibUsb.SUCCESS) {
                throw UsbLibError.opening(wanted.toString(), code);
            }
            return true;
        });
        if (!opened) {
            throw UsbLibError.opening(wanted.toString(), LibUsb.ERROR_NO_DEVICE);
        }
        return handle;
    }

    @Override
    public void close() {
        LibUsb.exit(context);
    }

    /** Sees devices until it says that it has what it wants. */
    private interface Visitor {
        boolean enough(Device device, UsbAddress address);
    }

    private boolean eachDevice(Visitor visitor) {
        DeviceList devices = new DeviceList();
        int count = LibUsb.getDeviceList(context, devices);
        if (count < 0) {
            throw UsbLibError.starting("libusb says " + UsbLibError.name(count), null);
        }
        try {
            for (Device device : devices) {
                DeviceDescriptor descriptor = new DeviceDescriptor();
                if (LibUsb.getDeviceDescriptor(device, descriptor) == LibUsb.SUCCESS
                        && visitor.enough(device, addressOf(device, descriptor))) {
                    return true;
                }
            }
            return false;
        } finally {
            LibUsb.freeDeviceList(devices, true);
        }
    }

    private static UsbAddress addressOf(Device device, DeviceDescriptor descriptor) {
        return UsbAddress.of(
                descriptor.idVendor() & 0xFFFF,
                descriptor.idProduct() & 0xFFFF,
                LibUsb.getBusNumber(device),
                LibUsb.getDeviceAddress(device));
    }

    private static Optional<CcidInterface> ccidOf(Device device) {
        ConfigDescriptor configuration = new ConfigDescriptor();
        if (LibUsb.getActiveConfigDescriptor(device, configuration) != LibUsb.SUCCESS) {
            return Optional.empty();
        }
        try {
            return Stream.of(configuration.iface())
                    .flatMap(alternatives -> Stream.of(alternatives.altsetting()))
                    // Another alternate setting would have to be chosen; no reader is known that has one.
                    .filter(one -> one.bAlternateSetting() == 0 && one.bInterfaceClass() == CcidInterface.CLASS)
                    .flatMap(one ->
                            CcidInterface.of(one.bInterfaceNumber() & 0xFF, copy(one.extra()), endpoints(one)).stream())
                    .findFirst();
        } finally {
            LibUsb.freeConfigDescriptor(configuration);
        }
    }

    private static List<Endpoint> endpoints(InterfaceDescriptor one) {
        return Stream.of(one.endpoint())
                .map(endpoint -> new Endpoint(
                        endpoint.bEndpointAddress() & 0xFF, endpoint.bmAttributes() & 0xFF, copy(endpoint.extra())))
                .toList();
    }

    /** libusb's memory ends with the configuration; no descriptors at all are a null there. */
    private static ByteBuffer copy(ByteBuffer extra) {
        return extra == null
                ? ByteBuffer.allocate(0)
                : ByteBuffer.allocate(extra.remaining()).put(extra).flip();
    }
}
