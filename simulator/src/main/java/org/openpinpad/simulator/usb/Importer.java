// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.openpinpad.usbip.UrbStatus;
import org.openpinpad.usbip.UsbIpReply;

/**
 * The PC's end of a connection: which transfers it waits for, and the one place that writes to it.
 *
 * <p>A transfer is answered once, by completion or by unlinking. That is decided and written under one lock: Linux drops
 * the connection when a reply arrives for a transfer that it has been told is gone.
 */
final class Importer {
    /** More than any host keeps under way with three endpoints; libusb cuts 64 KiB into at most five. */
    static final int OUTSTANDING_MAX = 64;

    /** Bytes that wait for the reader; a host waits for one message to be taken before it sends the next. */
    static final int BYTES_MAX = 1 << 21;

    private static final int CHUNK = 1 << 14;

    private final OutputStream out;
    private final Runnable broken;
    /** The bytes that the PC sent with each transfer, by its number. */
    private final Map<Integer, Integer> outstanding = new HashMap<>();

    private final byte[] scratch = new byte[CHUNK];
    private int held;
    private boolean closed;

    /** @param broken told when nothing more can be written */
    Importer(OutputStream out, Runnable broken) {
        this.out = out;
        this.broken = broken;
    }

    /** Takes note of a transfer before its data are read; false when there are too many or its number is taken. */
    synchronized boolean begin(int seqnum, int bytesFromPc) {
        if (closed || outstanding.size() >= OUTSTANDING_MAX || held + bytesFromPc > BYTES_MAX) {
            return false;
        }
        if (outstanding.putIfAbsent(seqnum, bytesFromPc) != null) {
            return false;
        }
        held += bytesFromPc;
        return true;
    }

    /**
     * Ends a transfer.
     *
     * @param data what goes to the PC, from position to limit
     * @return false when the PC has taken the transfer back: nothing was sent
     */
    synchronized boolean complete(int seqnum, int status, int actualLength, ByteBuffer data) {
        if (!ended(seqnum)) {
            return false;
        }
        send(new UsbIpReply.Submitted(seqnum, status, actualLength), data);
        return true;
    }

    /** Answers USBIP_CMD_UNLINK number {@code seqnum}. */
    synchronized void unlink(int seqnum, int unlinkSeqnum) {
        boolean taken = ended(unlinkSeqnum);
        send(new UsbIpReply.Unlinked(seqnum, taken ? UrbStatus.ECONNRESET : UrbStatus.OK), Urb.NO_DATA);
    }

    private boolean ended(int seqnum) {
        Integer bytesFromPc = outstanding.remove(seqnum);
        held -= bytesFromPc == null ? 0 : bytesFromPc;
        return bytesFromPc != null;
    }

    /** Nothing more is written. */
    synchronized void close() {
        closed = true;
        outstanding.clear();
    }

    private void send(UsbIpReply reply, ByteBuffer data) {
        ByteBuffer frame = ByteBuffer.wrap(scratch);
        reply.write(frame);
        ByteBuffer rest = data.duplicate();
        try {
            do {
                int count = Math.min(rest.remaining(), frame.remaining());
                frame.put(rest.slice(rest.position(), count));
                rest.position(rest.position() + count);
                out.write(scratch, 0, frame.position());
                frame.clear();
            } while (rest.hasRemaining());
            out.flush();
        } catch (IOException e) {
            close();
            broken.run();
        }
    }
}
