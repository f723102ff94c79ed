// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import org.openpinpad.usbip.UrbStatus;

/**
 * How far a host's buffer takes a message to it, packet by packet (USB 2.0 §5.7.3, §5.8.3).
 *
 * @param count bytes of the message that went into the buffer
 * @param end why the transfer ended
 */
record InTransfer(int count, End end) {

    enum End {
        /** The buffer is full and no short packet came: the message goes on, with a packet of no bytes if with no other. */
        FULL,
        /** A packet that is not full ended message and transfer. */
        SHORT,
        /** The next packet does not fit: the host refuses it, and gets it in its next transfer. */
        OVERFLOW
    }

    /**
     * @param space bytes of the host's buffer
     * @param left bytes of the message that have not gone yet
     */
    static InTransfer of(int space, int left, int packetSize) {
        int count = 0;
        while (true) {
            int packet = Math.min(packetSize, left - count);
            if (packet > space - count) {
                return new InTransfer(count, End.OVERFLOW);
            }
            count += packet;
            if (packet < packetSize) {
                return new InTransfer(count, End.SHORT);
            }
            if (count == space) {
                return new InTransfer(count, End.FULL);
            }
        }
    }

    boolean endsMessage() {
        return end == End.SHORT;
    }

    /** The URB's status; {@code shortNotOk}: the host insists on a full buffer. */
    int status(int space, boolean shortNotOk) {
        return switch (end) {
            case FULL -> UrbStatus.OK;
            case SHORT -> shortNotOk && count < space ? UrbStatus.EREMOTEIO : UrbStatus.OK;
            case OVERFLOW -> UrbStatus.EOVERFLOW;
        };
    }
}
