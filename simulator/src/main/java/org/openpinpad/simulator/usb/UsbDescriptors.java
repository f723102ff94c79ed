// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import static org.openpinpad.ccid.message.LittleEndian.put16;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.gadget.reader.ReaderIdentity;
import org.openpinpad.usbip.UsbSpeed;

/** The descriptors of the simulated reader (USB 2.0 §9.6), which knows full and high speed as the product does. */
final class UsbDescriptors {
    static final int TYPE_DEVICE = 1;
    static final int TYPE_CONFIGURATION = 2;
    static final int TYPE_STRING = 3;
    static final int TYPE_INTERFACE = 4;
    static final int TYPE_ENDPOINT = 5;
    static final int TYPE_DEVICE_QUALIFIER = 6;
    static final int TYPE_OTHER_SPEED = 7;

    /** bConfigurationValue of the one configuration. */
    static final int CONFIGURATION_VALUE = 1;
    /** Class 0Bh, subclass 0, protocol 0 (CCID 1.1 §4.1). */
    static final int CLASS_SMART_CARD = 0x0B;

    static final int BULK_OUT = 0x01;
    static final int BULK_IN = 0x82;
    static final int INTERRUPT_IN = 0x83;

    /** wLANGID of the one language, English (United States). */
    static final int LANGUAGE = 0x0409;
    /** wMaxPacketSize of the interrupt endpoint: one notification. */
    static final int INTERRUPT_PACKET_SIZE = 8;

    private static final int BCD_USB = 0x0200;
    private static final int EP0_PACKET_SIZE = 64;
    private static final int MANUFACTURER = 1;
    private static final int PRODUCT = 2;
    private static final int SERIAL_NUMBER = 3;
    private static final int ATTRIBUTES_BUS_POWERED = 0x80;
    /** bMaxPower in units of 2 mA. */
    private static final int MAX_POWER = 250;

    private static final int TRANSFER_BULK = 2;
    private static final int TRANSFER_INTERRUPT = 3;
    /** 16 ms both: frames at full speed, 2^(n-1) microframes at high speed (USB 2.0 §9.6.6). */
    private static final int INTERVAL_FULL = 16;

    private static final int INTERVAL_HIGH = 8;
    /** A string descriptor's bLength is one byte. */
    private static final int STRING_MAX = 126;

    private final ReaderIdentity identity;
    private final CcidDescriptor ccid;

    UsbDescriptors(ReaderIdentity identity, CcidDescriptor ccid) {
        this.identity = identity;
        this.ccid = ccid;
    }

    /** §9.6.1. */
    ByteBuffer device() {
        ByteBuffer out = ByteBuffer.allocate(18);
        out.put((byte) 18).put((byte) TYPE_DEVICE);
        word(out, BCD_USB);
        out.put(new byte[] {0, 0, 0, EP0_PACKET_SIZE});
        word(out, identity.vendorId());
        word(out, identity.productId());
        word(out, identity.bcdDevice());
        out.put(new byte[] {MANUFACTURER, PRODUCT, SERIAL_NUMBER, 1});
        return out.flip();
    }

    /** §9.6.2: what the device would say of itself at the other speed, which is the same. */
    ByteBuffer deviceQualifier() {
        ByteBuffer out = ByteBuffer.allocate(10);
        out.put((byte) 10).put((byte) TYPE_DEVICE_QUALIFIER);
        word(out, BCD_USB);
        out.put(new byte[] {0, 0, 0, EP0_PACKET_SIZE, 1, 0});
        return out.flip();
    }

    /** §9.6.3 and §9.6.4 with everything that follows; {@code type} is one of the two. */
    ByteBuffer configuration(int type, UsbSpeed speed) {
        ByteBuffer out = ByteBuffer.allocate(9 + 9 + CcidDescriptor.LENGTH + 3 * 7);
        out.put((byte) 9).put((byte) type);
        word(out, out.capacity());
        out.put(new byte[] {1, CONFIGURATION_VALUE, 0, (byte) ATTRIBUTES_BUS_POWERED, (byte) MAX_POWER});
        out.put(new byte[] {9, TYPE_INTERFACE, 0, 0, 3, CLASS_SMART_CARD, 0, 0, PRODUCT});
        ccid.write(out);
        endpoint(out, BULK_OUT, TRANSFER_BULK, speed.bulkPacketSize(), 0);
        endpoint(out, BULK_IN, TRANSFER_BULK, speed.bulkPacketSize(), 0);
        int interval = speed == UsbSpeed.FULL ? INTERVAL_FULL : INTERVAL_HIGH;
        endpoint(out, INTERRUPT_IN, TRANSFER_INTERRUPT, INTERRUPT_PACKET_SIZE, interval);
        return out.flip();
    }

    /** §9.6.7; empty when there is no such string or not in this language. */
    Optional<ByteBuffer> string(int index, int language) {
        if (index == 0) {
            ByteBuffer languages = ByteBuffer.allocate(4).put((byte) 4).put((byte) TYPE_STRING);
            word(languages, LANGUAGE);
            return Optional.of(languages.flip());
        }
        if (language != LANGUAGE) {
            return Optional.empty();
        }
        return switch (index) {
            case MANUFACTURER -> Optional.of(string(identity.manufacturer()));
            case PRODUCT -> Optional.of(string(identity.product()));
            case SERIAL_NUMBER -> Optional.of(string(identity.serialNumber()));
            default -> Optional.empty();
        };
    }

    private static ByteBuffer string(String text) {
        int count = Math.min(text.length(), STRING_MAX);
        ByteBuffer out = ByteBuffer.allocate(2 + 2 * count);
        out.put((byte) out.capacity()).put((byte) TYPE_STRING);
        for (int i = 0; i < count; i++) {
            word(out, text.charAt(i));
        }
        return out.flip();
    }

    private static void endpoint(ByteBuffer out, int address, int attributes, int packetSize, int interval) {
        out.put(new byte[] {7, TYPE_ENDPOINT, (byte) address, (byte) attributes});
        word(out, packetSize);
        out.put((byte) interval);
    }

    private static void word(ByteBuffer out, int value) {
        put16(out, out.position(), value);
        out.position(out.position() + 2);
    }
}
