// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.openpinpad.ccid.message.LittleEndian.u16;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.ccid.descriptor.CcidDescriptor;

/**
 * What a configuration descriptor (USB 2.0 §9.6.3) says of the first CCID interface in it.
 *
 * @param value bConfigurationValue
 * @param interfaceNumber bInterfaceNumber
 * @param bulkOut endpoint address
 * @param bulkIn endpoint address
 * @param interruptIn endpoint address; 0: the reader has none (CCID 1.1 §4.4)
 * @param packetSize wMaxPacketSize of the bulk endpoints
 * @param descriptor the class descriptor, wherever it stands in the interface
 */
record CcidConfiguration(
        int value,
        int interfaceNumber,
        int bulkOut,
        int bulkIn,
        int interruptIn,
        int packetSize,
        CcidDescriptor descriptor) {

    /** Bytes of a configuration descriptor without what follows it. */
    static final int LENGTH = 9;

    /** bDescriptorType of a configuration descriptor. */
    static final int TYPE = 2;

    private static final int TYPE_INTERFACE = 4;
    private static final int TYPE_ENDPOINT = 5;
    private static final int INTERFACE_LENGTH = 9;
    private static final int ENDPOINT_LENGTH = 7;
    private static final int CLASS_SMART_CARD = 0x0B;
    private static final int TRANSFER_TYPE_MASK = 0x03;
    private static final int BULK = 2;
    private static final int INTERRUPT = 3;
    private static final int DIRECTION_IN = 0x80;

    /** wTotalLength of the descriptor at the buffer's position. */
    static int totalLength(ByteBuffer configuration) {
        return u16(configuration, configuration.position() + 2);
    }

    /** Looks through everything from position to limit; broken descriptors end the search. Never throws. */
    static Optional<CcidConfiguration> parse(ByteBuffer in) {
        if (in.remaining() < LENGTH || u8(in, in.position() + 1) != TYPE) {
            return Optional.empty();
        }
        CcidConfiguration found = new CcidConfiguration(u8(in, in.position() + 5), -1, 0, 0, 0, 0, null);
        int at = in.position();
        while (at + 2 <= in.limit()) {
            int length = u8(in, at);
            if (length < 2 || at + length > in.limit()) {
                break;
            }
            int type = u8(in, at + 1);
            if (type == TYPE_INTERFACE && length >= INTERFACE_LENGTH) {
                if (found.complete()) {
                    break;
                }
                found = found.inInterface(u8(in, at + 2), u8(in, at + 5) == CLASS_SMART_CARD && u8(in, at + 3) == 0);
            } else if (found.interfaceNumber >= 0) {
                found = found.with(in.slice(at, length), type);
            }
            at += length;
        }
        return found.complete() ? Optional.of(found) : Optional.empty();
    }

    private boolean complete() {
        return interfaceNumber >= 0 && bulkOut != 0 && bulkIn != 0 && descriptor != null;
    }

    private CcidConfiguration inInterface(int number, boolean ccid) {
        return new CcidConfiguration(value, ccid ? number : -1, 0, 0, 0, 0, null);
    }

    private CcidConfiguration with(ByteBuffer one, int type) {
        if (type == CcidDescriptor.TYPE) {
            CcidDescriptor parsed = CcidDescriptor.parse(one).orElse(descriptor);
            return new CcidConfiguration(value, interfaceNumber, bulkOut, bulkIn, interruptIn, packetSize, parsed);
        }
        if (type != TYPE_ENDPOINT || one.remaining() < ENDPOINT_LENGTH) {
            return this;
        }
        int address = u8(one, 2);
        boolean toHost = (address & DIRECTION_IN) != 0;
        int size = u16(one, 4);
        return switch (u8(one, 3) & TRANSFER_TYPE_MASK) {
            case BULK ->
                toHost
                        ? new CcidConfiguration(value, interfaceNumber, bulkOut, address, interruptIn, size, descriptor)
                        : new CcidConfiguration(value, interfaceNumber, address, bulkIn, interruptIn, size, descriptor);
            case INTERRUPT ->
                toHost
                        ? new CcidConfiguration(
                                value, interfaceNumber, bulkOut, bulkIn, address, packetSize, descriptor)
                        : this;
            default -> this;
        };
    }
}
