// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.openpinpad.ccid.descriptor.CcidDescriptor;

/**
 * The interface of a USB device that is a CCID reader (CCID 1.1 §4.2, §5).
 *
 * @param number bInterfaceNumber
 * @param bulkOut endpoint address
 * @param bulkIn endpoint address
 */
record CcidInterface(int number, byte bulkOut, byte bulkIn, CcidDescriptor descriptor) {

    /** bInterfaceClass of smart-card readers (CCID 1.1 §4.2.2.1). */
    static final int CLASS = 0x0B;

    private static final int TRANSFER_TYPE_MASK = 0x03;
    private static final int TRANSFER_TYPE_BULK = 0x02;
    private static final int DIRECTION_IN = 0x80;

    /** An endpoint: bEndpointAddress, bmAttributes (USB 2.0 §9.6.6), and the descriptors of classes that follow it. */
    record Endpoint(int address, int attributes, ByteBuffer extra) {}

    /** The CCID interface that an interface of the class is; empty when a bulk endpoint or the class descriptor lacks. */
    static Optional<CcidInterface> of(int number, ByteBuffer extra, List<Endpoint> endpoints) {
        OptionalInt out = OptionalInt.empty();
        OptionalInt in = OptionalInt.empty();
        for (Endpoint endpoint : endpoints) {
            boolean bulk = (endpoint.attributes() & TRANSFER_TYPE_MASK) == TRANSFER_TYPE_BULK;
            if (bulk && (endpoint.address() & DIRECTION_IN) != 0) {
                in = OptionalInt.of(endpoint.address());
            } else if (bulk) {
                out = OptionalInt.of(endpoint.address());
            }
        }
        // Some readers have their class descriptor behind the last endpoint.
        Optional<CcidDescriptor> descriptor = Stream.concat(
                        Stream.of(extra), endpoints.stream().map(Endpoint::extra))
                .flatMap(bytes -> classDescriptor(bytes).stream())
                .findFirst();
        if (out.isEmpty() || in.isEmpty() || descriptor.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CcidInterface(number, (byte) out.getAsInt(), (byte) in.getAsInt(), descriptor.get()));
    }

    /** Looks through descriptors of classes for the reader's. */
    static Optional<CcidDescriptor> classDescriptor(ByteBuffer extra) {
        int at = 0;
        while (at + 2 <= extra.limit() && u8(extra, at) >= 2) {
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
