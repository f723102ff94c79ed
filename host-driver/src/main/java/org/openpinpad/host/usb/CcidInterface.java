// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.usb4java.ConfigDescriptor;
import org.usb4java.EndpointDescriptor;
import org.usb4java.Interface;
import org.usb4java.InterfaceDescriptor;

/**
 * The part of a USB device that is a CCID reader (CCID 1.1 §4.2, §5).
 *
 * @param number bInterfaceNumber
 * @param bulkOut endpoint address
 * @param bulkIn endpoint address
 */
record CcidInterface(int number, byte bulkOut, byte bulkIn, CcidDescriptor descriptor) {

    private static final int CLASS_SMART_CARD = 0x0B;
    private static final int TRANSFER_TYPE_MASK = 0x03;
    private static final int TRANSFER_TYPE_BULK = 0x02;
    private static final int DIRECTION_IN = 0x80;

    /** The first interface of the class with both bulk endpoints and a class descriptor. */
    static Optional<CcidInterface> find(ConfigDescriptor configuration) {
        for (Interface alternatives : configuration.iface()) {
            for (InterfaceDescriptor candidate : alternatives.altsetting()) {
                // Alternate settings other than the first would have to be chosen; no reader is known that has them.
                if (candidate.bAlternateSetting() == 0 && (candidate.bInterfaceClass() & 0xFF) == CLASS_SMART_CARD) {
                    Optional<CcidInterface> found = read(candidate);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<CcidInterface> read(InterfaceDescriptor candidate) {
        OptionalInt out = OptionalInt.empty();
        OptionalInt in = OptionalInt.empty();
        Optional<CcidDescriptor> descriptor = classDescriptor(candidate.extra());
        for (EndpointDescriptor endpoint : candidate.endpoint()) {
            if ((endpoint.bmAttributes() & TRANSFER_TYPE_MASK) == TRANSFER_TYPE_BULK) {
                int address = endpoint.bEndpointAddress() & 0xFF;
                if ((address & DIRECTION_IN) != 0) {
                    in = OptionalInt.of(address);
                } else {
                    out = OptionalInt.of(address);
                }
            }
            // Some readers have their class descriptor behind the last endpoint.
            if (descriptor.isEmpty()) {
                descriptor = classDescriptor(endpoint.extra());
            }
        }
        if (out.isEmpty() || in.isEmpty() || descriptor.isEmpty()) {
            return Optional.empty();
        }
        int number = candidate.bInterfaceNumber() & 0xFF;
        return Optional.of(new CcidInterface(number, (byte) out.getAsInt(), (byte) in.getAsInt(), descriptor.get()));
    }

    /** Looks through the descriptors that libusb does not know for the one of the class. */
    static Optional<CcidDescriptor> classDescriptor(ByteBuffer extra) {
        int at = 0;
        while (extra != null && at + 2 <= extra.limit() && u8(extra, at) >= 2) {
            int length = Math.min(u8(extra, at), extra.limit() - at);
            Optional<CcidDescriptor> descriptor = CcidDescriptor.parse(extra.slice(at, length));
            if (descriptor.isPresent()) {
                return descriptor;
            }
            at += length;
        }
        return Optional.empty();
    }
}
