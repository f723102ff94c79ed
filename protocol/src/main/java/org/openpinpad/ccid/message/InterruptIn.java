// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;

/** The interrupt-IN messages (CCID 1.1 §6.3). */
public sealed interface InterruptIn {

    /** §6.3.1. Two bits a slot, slot 0 lowest: bit 0 a card is present, bit 1 that changed. */
    record NotifySlotChange(int slotIccState) implements InterruptIn {
        public static final int TYPE = 0x50;

        public static NotifySlotChange slot0(boolean present, boolean changed) {
            return new NotifySlotChange((present ? 1 : 0) | (changed ? 2 : 0));
        }

        @Override
        public void write(ByteBuffer out) {
            out.put((byte) TYPE).put((byte) slotIccState);
        }
    }

    /** §6.3.2. bHardwareErrorCode 1: overcurrent. */
    record HardwareError(int slot, int seq, int hardwareErrorCode) implements InterruptIn {
        public static final int TYPE = 0x51;

        @Override
        public void write(ByteBuffer out) {
            out.put((byte) TYPE).put((byte) slot).put((byte) seq).put((byte) hardwareErrorCode);
        }
    }

    /** Anything else. */
    record Unknown(int messageType) implements InterruptIn {
        @Override
        public void write(ByteBuffer out) {
            out.put((byte) messageType);
        }
    }

    /** Reads the notification from position to limit; slots beyond the fourth are not looked at. Never throws. */
    static InterruptIn parse(ByteBuffer frame) {
        int at = frame.position();
        int type = frame.hasRemaining() ? u8(frame, at) : 0;
        if (type == NotifySlotChange.TYPE && frame.remaining() >= 2) {
            return new NotifySlotChange(u8(frame, at + 1));
        }
        if (type == HardwareError.TYPE && frame.remaining() == 4) {
            return new HardwareError(u8(frame, at + 1), u8(frame, at + 2), u8(frame, at + 3));
        }
        return new Unknown(type);
    }

    void write(ByteBuffer out);
}
