// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

import static org.openpinpad.usbip.BigEndian.i32;
import static org.openpinpad.usbip.BigEndian.put32;

import java.nio.ByteBuffer;

/** What the importing side sends, and what arrived that is no command. */
public sealed interface UsbIpCommand {
    /** Bytes of every command and reply, without the transfer's data. */
    int LENGTH = 48;

    /** Numbers the commands of a connection; the reply bears the same. */
    int seqnum();

    /**
     * USBIP_CMD_SUBMIT: begin a transfer. To the device, {@code bufferLength} bytes follow.
     *
     * @param devid {@link ExportedDevice#devid()}
     * @param toHost direction; of a control transfer, of its data stage
     * @param endpoint number without direction
     * @param transferFlags Linux's URB flags
     * @param bufferLength bytes that the host sends, or has room for
     * @param numberOfPackets 0 or -1: the transfer is not isochronous
     * @param setup of a control transfer
     */
    record Submit(
            int seqnum,
            int devid,
            boolean toHost,
            int endpoint,
            int transferFlags,
            int bufferLength,
            int startFrame,
            int numberOfPackets,
            int interval,
            SetupPacket setup)
            implements UsbIpCommand {
        public static final int CODE = 1;

        /** URB_SHORT_NOT_OK: less than the buffer holds is an error. */
        public static final int SHORT_NOT_OK = 0x0001;
        /** URB_ZERO_PACKET: a transfer of whole packets ends with an empty one. */
        public static final int ZERO_PACKET = 0x0040;
        /** URB_DIR_IN. */
        public static final int DIR_IN = 0x0200;

        @Override
        public void write(ByteBuffer out) {
            int at = begin(out, CODE, seqnum, devid, toHost, endpoint);
            put32(out, at, transferFlags);
            put32(out, at + 4, bufferLength);
            put32(out, at + 8, startFrame);
            put32(out, at + 12, numberOfPackets);
            put32(out, at + 16, interval);
            setup.write(out, at + 20);
        }
    }

    /** USBIP_CMD_UNLINK: take a transfer back that has not ended. */
    record Unlink(int seqnum, int devid, boolean toHost, int endpoint, int unlinkSeqnum) implements UsbIpCommand {
        public static final int CODE = 2;

        @Override
        public void write(ByteBuffer out) {
            put32(out, begin(out, CODE, seqnum, devid, toHost, endpoint), unlinkSeqnum);
        }
    }

    /** Anything else. */
    record Unknown(int code, int seqnum, int devid) implements UsbIpCommand {
        @Override
        public void write(ByteBuffer out) {
            begin(out, code, seqnum, devid, false, 0);
        }
    }

    int devid();

    /** Writes {@link #LENGTH} bytes at the buffer's position and moves it behind them. */
    void write(ByteBuffer out);

    /** Reads {@link #LENGTH} bytes at the buffer's position and moves it behind them. */
    static UsbIpCommand parse(ByteBuffer in) {
        int at = in.position();
        in.position(at + LENGTH);
        int code = i32(in, at);
        int seqnum = i32(in, at + 4);
        int devid = i32(in, at + 8);
        boolean toHost = i32(in, at + 12) != 0;
        int endpoint = i32(in, at + 16);
        int own = at + 20;
        return switch (code) {
            case Submit.CODE ->
                new Submit(
                        seqnum,
                        devid,
                        toHost,
                        endpoint,
                        i32(in, own),
                        i32(in, own + 4),
                        i32(in, own + 8),
                        i32(in, own + 12),
                        i32(in, own + 16),
                        SetupPacket.parse(in, own + 20));
            case Unlink.CODE -> new Unlink(seqnum, devid, toHost, endpoint, i32(in, own));
            default -> new Unknown(code, seqnum, devid);
        };
    }

    private static int begin(ByteBuffer out, int code, int seqnum, int devid, boolean toHost, int endpoint) {
        int at = out.position();
        out.put(new byte[LENGTH]);
        put32(out, at, code);
        put32(out, at + 4, seqnum);
        put32(out, at + 8, devid);
        put32(out, at + 12, toHost ? 1 : 0);
        put32(out, at + 16, endpoint);
        return at + 20;
    }
}
