// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

import static org.openpinpad.usbip.BigEndian.i32;
import static org.openpinpad.usbip.BigEndian.put16;
import static org.openpinpad.usbip.BigEndian.put32;
import static org.openpinpad.usbip.BigEndian.u16;

import java.nio.ByteBuffer;

/**
 * The eight bytes in front of every OP_ message.
 *
 * @param version {@link #VERSION}
 * @param code one of the OP_ constants
 * @param status 0 in requests; in replies one of the ST_ constants
 */
public record OpHeader(int version, int code, int status) {
    public static final int LENGTH = 8;
    /** 1.1.1. */
    public static final int VERSION = 0x0111;
    /** Where an import's bus ID and a device's text fields end. */
    public static final int BUS_ID_LENGTH = 32;

    public static final int OP_REQ_DEVLIST = 0x8005;
    public static final int OP_REP_DEVLIST = 0x0005;
    public static final int OP_REQ_IMPORT = 0x8003;
    public static final int OP_REP_IMPORT = 0x0003;

    public static final int ST_OK = 0;
    public static final int ST_NA = 1;
    public static final int ST_DEV_BUSY = 2;
    public static final int ST_DEV_ERR = 3;
    public static final int ST_NODEV = 4;
    public static final int ST_ERROR = 5;

    public static OpHeader of(int code, int status) {
        return new OpHeader(VERSION, code, status);
    }

    /** Reads the {@link #LENGTH} bytes at the buffer's position and moves it behind them. */
    public static OpHeader parse(ByteBuffer in) {
        int at = in.position();
        in.position(at + LENGTH);
        return new OpHeader(u16(in, at), u16(in, at + 2), i32(in, at + 4));
    }

    /** Writes {@link #LENGTH} bytes at the buffer's position and moves it behind them. */
    public void write(ByteBuffer out) {
        int at = out.position();
        out.position(at + LENGTH);
        put16(out, at, version);
        put16(out, at + 2, code);
        put32(out, at + 4, status);
    }
}
