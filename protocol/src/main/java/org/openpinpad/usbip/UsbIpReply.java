// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

import static org.openpinpad.usbip.BigEndian.i32;
import static org.openpinpad.usbip.BigEndian.put32;

import java.nio.ByteBuffer;

/** What the exporting side sends, and what arrived that is no reply. Device, direction and endpoint are zero in all. */
public sealed interface UsbIpReply {
    /** Bytes of every command and reply, without the transfer's data. */
    int LENGTH = UsbIpCommand.LENGTH;

    /** That of the command. */
    int seqnum();

    /**
     * USBIP_RET_SUBMIT: a transfer has ended. To the host, {@code actualLength} bytes follow.
     *
     * @param status one of {@link UrbStatus}
     */
    record Submitted(int seqnum, int status, int actualLength) implements UsbIpReply {
        public static final int CODE = 3;

        @Override
        public void write(ByteBuffer out) {
            int at = begin(out, CODE, seqnum);
            put32(out, at, status);
            put32(out, at + 4, actualLength);
        }
    }

    /** USBIP_RET_UNLINK: {@link UrbStatus#ECONNRESET} when the transfer was taken back, 0 when it had ended before. */
    record Unlinked(int seqnum, int status) implements UsbIpReply {
        public static final int CODE = 4;

        @Override
        public void write(ByteBuffer out) {
            put32(out, begin(out, CODE, seqnum), status);
        }
    }

    /** Anything else. */
    record Unknown(int code, int seqnum) implements UsbIpReply {
        @Override
        public void write(ByteBuffer out) {
            begin(out, code, seqnum);
        }
    }

    /** Writes {@link #LENGTH} bytes at the buffer's position and moves it behind them. */
    void write(ByteBuffer out);

    /** Reads {@link #LENGTH} bytes at the buffer's position and moves it behind them. */
    static UsbIpReply parse(ByteBuffer in) {
        int at = in.position();
        in.position(at + LENGTH);
        int code = i32(in, at);
        int seqnum = i32(in, at + 4);
        int own = at + 20;
        return switch (code) {
            case Submitted.CODE -> new Submitted(seqnum, i32(in, own), i32(in, own + 4));
            case Unlinked.CODE -> new Unlinked(seqnum, i32(in, own));
            default -> new Unknown(code, seqnum);
        };
    }

    private static int begin(ByteBuffer out, int code, int seqnum) {
        int at = out.position();
        out.put(new byte[LENGTH]);
        put32(out, at, code);
        put32(out, at + 4, seqnum);
        return at + 20;
    }
}
