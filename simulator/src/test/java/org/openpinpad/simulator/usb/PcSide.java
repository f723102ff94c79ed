// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openpinpad.usbip.SetupPacket;
import org.openpinpad.usbip.UsbIpCommand;
import org.openpinpad.usbip.UsbIpReply;

/** A PC without a network: makes transfers and keeps what is answered. */
final class PcSide {
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final boolean toPc;
    final Importer importer = new Importer(wire, () -> {});
    private int seqnum;

    /** @param toPc direction of its bulk transfers, which says whether replies have data */
    PcSide(boolean toPc) {
        this.toPc = toPc;
    }

    /** A transfer to the PC with room for {@code length} bytes, or one from the PC with so many. */
    Urb urb(int length, int flags) {
        int mine = ++seqnum;
        importer.begin(mine, toPc ? 0 : length);
        var command = new UsbIpCommand.Submit(mine, 0, toPc, 1, flags, length, 0, 0, 0, SetupPacket.NONE);
        return new Urb(command, toPc ? Urb.NO_DATA : ByteBuffer.allocate(length), importer);
    }

    /** A transfer from the PC. */
    Urb urb(byte[] data, int flags) {
        Urb urb = urb(data.length, flags);
        urb.data().put(0, data);
        return urb;
    }

    /** Number, status and length of each reply so far. */
    List<String> replies() {
        ByteBuffer bytes = ByteBuffer.wrap(wire.toByteArray());
        List<String> replies = new ArrayList<>();
        while (bytes.hasRemaining()) {
            UsbIpReply reply = UsbIpReply.parse(bytes);
            if (reply instanceof UsbIpReply.Submitted submitted) {
                replies.add(submitted.seqnum() + ":" + submitted.status() + ":" + submitted.actualLength());
                bytes.position(bytes.position() + (toPc ? submitted.actualLength() : 0));
            } else if (reply instanceof UsbIpReply.Unlinked unlinked) {
                replies.add(unlinked.seqnum() + ":unlinked:" + unlinked.status());
            }
        }
        return replies;
    }
}
