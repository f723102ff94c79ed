// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.nio.ByteBuffer;
import org.openpinpad.usbip.UsbIpCommand;

/**
 * One transfer that the PC waits for (Linux: USB request block).
 *
 * @param data what comes from the PC, from index 0; empty when the transfer goes there
 */
record Urb(UsbIpCommand.Submit command, ByteBuffer data, Importer importer) {

    static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

    int seqnum() {
        return command.seqnum();
    }

    /** Bytes that the PC sends, or has room for. */
    int length() {
        return command.bufferLength();
    }

    boolean has(int flag) {
        return (command.transferFlags() & flag) != 0;
    }

    /** Ends it without data to the PC; false when the PC has taken it back. */
    boolean complete(int status, int actualLength) {
        return importer.complete(seqnum(), status, actualLength, NO_DATA);
    }

    /** Ends it with data to the PC; false when the PC has taken it back. */
    boolean complete(int status, ByteBuffer toPc) {
        return importer.complete(seqnum(), status, toPc.remaining(), toPc);
    }
}
