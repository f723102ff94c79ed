// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.openpinpad.ccid.descriptor.CcidDescriptor;

/**
 * The two blobs that ep0 takes before the function exists (uapi/linux/usb/functionfs.h): descriptors in version 2, and
 * strings. The order of the endpoints is the order of the files ep1, ep2, ep3.
 */
final class Descriptors {

    private static final int MAGIC_V2 = 3;
    private static final int HAS_FS_DESC = 1;
    private static final int HAS_HS_DESC = 2;
    private static final int STRINGS_MAGIC = 2;
    private static final int US_ENGLISH = 0x0409;

    private static final int INTERFACE_LENGTH = 9;
    private static final int ENDPOINT_LENGTH = 7;
    private static final int ENDPOINTS = 3;
    private static final int DESCRIPTORS_PER_SPEED = 2 + ENDPOINTS;
    private static final int BYTES_PER_SPEED = INTERFACE_LENGTH + CcidDescriptor.LENGTH + ENDPOINTS * ENDPOINT_LENGTH;

    private static final int CLASS_SMART_CARD = 0x0B;
    private static final int I_INTERFACE = 1;
    private static final int BULK = 2;
    private static final int INTERRUPT = 3;
    private static final int IN = 0x80;
    private static final int INTERRUPT_PACKET = 8;

    private Descriptors() {}

    static ByteBuffer descriptors(CcidDescriptor ccid) {
        int length = 5 * Integer.BYTES + 2 * BYTES_PER_SPEED;
        ByteBuffer out = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC_V2).putInt(length).putInt(HAS_FS_DESC | HAS_HS_DESC);
        out.putInt(DESCRIPTORS_PER_SPEED).putInt(DESCRIPTORS_PER_SPEED);
        for (Speed speed : Speed.values()) {
            putInterface(out);
            ccid.write(out);
            putEndpoint(out, 1, BULK, speed.bulkPacket, 0);
            putEndpoint(out, 2 | IN, BULK, speed.bulkPacket, 0);
            putEndpoint(out, 3 | IN, INTERRUPT, INTERRUPT_PACKET, speed.interruptInterval);
        }
        return out.flip();
    }

    /** USB 2.0 §9.6.5 with the class of CCID 1.1 §4.3: 0B, no subclass, bulk protocol. */
    private static void putInterface(ByteBuffer out) {
        out.put((byte) INTERFACE_LENGTH).put((byte) 4).put((byte) 0).put((byte) 0);
        out.put((byte) ENDPOINTS).put((byte) CLASS_SMART_CARD).put((byte) 0).put((byte) 0);
        out.put((byte) I_INTERFACE);
    }

    /** USB 2.0 §9.6.6. The kernel may give the endpoint another address. */
    private static void putEndpoint(ByteBuffer out, int address, int type, int packet, int interval) {
        out.put((byte) ENDPOINT_LENGTH).put((byte) 5).put((byte) address).put((byte) type);
        out.putShort((short) packet).put((byte) interval);
    }

    static ByteBuffer strings(String interfaceName) {
        byte[] name = interfaceName.getBytes(StandardCharsets.UTF_8);
        int length = 4 * Integer.BYTES + Short.BYTES + name.length + 1;
        ByteBuffer out = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(STRINGS_MAGIC).putInt(length).putInt(1).putInt(1);
        return out.putShort((short) US_ENGLISH).put(name).put((byte) 0).flip();
    }
}
