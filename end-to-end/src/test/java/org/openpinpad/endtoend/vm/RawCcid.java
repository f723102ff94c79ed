// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** CCID messages written and read by hand, so that the project's own codec is not what checks itself. */
final class RawCcid {
    static final int HEADER = 10;
    static final int POWER_ON = 0x62;
    static final int GET_SLOT_STATUS = 0x65;
    static final int XFR_BLOCK = 0x6f;
    static final int DATA_BLOCK = 0x80;
    static final int SLOT_STATUS = 0x81;

    /** bStatus, CCID 1.1 §6.2.6: the two upper bits of a time extension. */
    private static final int TIME_EXTENSION = 0x80;

    private final RawUsbDevice device;
    private final ByteBuffer reply = ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.LITTLE_ENDIAN);

    RawCcid(RawUsbDevice device) {
        this.device = device;
    }

    /** A message with its ten-byte header; slot 0, and zeros where the header depends on the type. */
    static ByteBuffer message(int type, int sequence, byte... data) {
        ByteBuffer message = ByteBuffer.allocateDirect(HEADER + data.length).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) type).putInt(data.length).put((byte) 0).put((byte) sequence);
        return message.put(HEADER, data).clear();
    }

    /** Sends a message and returns the final answer, time extensions passed over; valid until the next call. */
    ByteBuffer exchange(ByteBuffer message) throws IOException {
        device.write(message);
        for (int extension = 0; extension < 100; extension++) {
            device.read(reply);
            if (reply.limit() < HEADER) {
                throw new IOException("an answer of " + reply.limit() + " bytes");
            }
            if ((reply.get(7) & 0xc0) != TIME_EXTENSION) {
                return reply;
            }
        }
        throw new IOException("time extensions without end");
    }

    /** Powers the card on and demands an ATR. */
    void powerOn() throws IOException {
        ByteBuffer answer = exchange(message(POWER_ON, 0));
        if (answer.get(0) != (byte) DATA_BLOCK || answer.get(7) != 0) {
            throw new IOException("IccPowerOn failed: " + hex(answer));
        }
    }

    /** The header and the first bytes behind it, for a message about them. */
    static String hex(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.limit(), 20); i++) {
            text.append(String.format("%02x ", bytes.get(i)));
        }
        return text + "(" + bytes.limit() + " bytes)";
    }
}
