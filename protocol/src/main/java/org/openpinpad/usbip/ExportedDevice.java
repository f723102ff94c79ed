// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

import static org.openpinpad.usbip.BigEndian.i32;
import static org.openpinpad.usbip.BigEndian.put16;
import static org.openpinpad.usbip.BigEndian.put32;
import static org.openpinpad.usbip.BigEndian.u16;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A device that a server lends, as OP_REP_DEVLIST and OP_REP_IMPORT tell of it. In a list it is followed by four bytes for
 * each interface: class, subclass, protocol, padding.
 *
 * @param path the server's own name for it
 * @param busId what an import asks for
 * @param speed one of {@link UsbSpeed#code()}
 */
public record ExportedDevice(
        String path,
        String busId,
        int busNumber,
        int deviceNumber,
        int speed,
        int vendorId,
        int productId,
        int bcdDevice,
        int deviceClass,
        int deviceSubClass,
        int deviceProtocol,
        int configurationValue,
        int numConfigurations,
        int numInterfaces) {

    public static final int LENGTH = 312;
    /** Bytes for each interface behind a device in a list. */
    public static final int INTERFACE_LENGTH = 4;

    private static final int PATH_LENGTH = 256;
    private static final int NUMBERS = PATH_LENGTH + OpHeader.BUS_ID_LENGTH;

    /** What every command names the device by. */
    public int devid() {
        return busNumber << 16 | deviceNumber;
    }

    /** Reads {@link #LENGTH} bytes at the buffer's position and moves it behind them. */
    public static ExportedDevice parse(ByteBuffer in) {
        int at = in.position();
        int n = at + NUMBERS;
        in.position(at + LENGTH);
        return new ExportedDevice(
                text(in, at, PATH_LENGTH),
                text(in, at + PATH_LENGTH, OpHeader.BUS_ID_LENGTH),
                i32(in, n),
                i32(in, n + 4),
                i32(in, n + 8),
                u16(in, n + 12),
                u16(in, n + 14),
                u16(in, n + 16),
                in.get(n + 18) & 0xFF,
                in.get(n + 19) & 0xFF,
                in.get(n + 20) & 0xFF,
                in.get(n + 21) & 0xFF,
                in.get(n + 22) & 0xFF,
                in.get(n + 23) & 0xFF);
    }

    /** Writes {@link #LENGTH} bytes at the buffer's position and moves it behind them. */
    public void write(ByteBuffer out) {
        int at = out.position();
        int n = at + NUMBERS;
        out.position(at + LENGTH);
        putText(out, at, PATH_LENGTH, path);
        putText(out, at + PATH_LENGTH, OpHeader.BUS_ID_LENGTH, busId);
        put32(out, n, busNumber);
        put32(out, n + 4, deviceNumber);
        put32(out, n + 8, speed);
        put16(out, n + 12, vendorId);
        put16(out, n + 14, productId);
        put16(out, n + 16, bcdDevice);
        out.put(n + 18, (byte) deviceClass).put(n + 19, (byte) deviceSubClass);
        out.put(n + 20, (byte) deviceProtocol).put(n + 21, (byte) configurationValue);
        out.put(n + 22, (byte) numConfigurations).put(n + 23, (byte) numInterfaces);
    }

    /** The bus ID of OP_REQ_IMPORT at the buffer's position, which moves behind it. */
    public static String parseBusId(ByteBuffer in) {
        int at = in.position();
        in.position(at + OpHeader.BUS_ID_LENGTH);
        return text(in, at, OpHeader.BUS_ID_LENGTH);
    }

    /** Writes the bus ID of OP_REQ_IMPORT at the buffer's position and moves it behind. */
    public static void writeBusId(String busId, ByteBuffer out) {
        int at = out.position();
        out.position(at + OpHeader.BUS_ID_LENGTH);
        putText(out, at, OpHeader.BUS_ID_LENGTH, busId);
    }

    private static String text(ByteBuffer in, int at, int length) {
        byte[] bytes = new byte[length];
        in.get(at, bytes);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.US_ASCII);
    }

    /** A text that does not leave room for its terminating zero is cut. */
    private static void putText(ByteBuffer out, int at, int length, String text) {
        byte[] field = new byte[length];
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, field, 0, Math.min(bytes.length, length - 1));
        out.put(at, field);
    }
}
