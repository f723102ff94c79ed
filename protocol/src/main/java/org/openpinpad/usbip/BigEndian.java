// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

import java.nio.ByteBuffer;

/** Big-endian fields at absolute indexes, whatever order the buffer itself has. */
final class BigEndian {
    private BigEndian() {}

    static int u16(ByteBuffer buffer, int index) {
        return (buffer.get(index) & 0xFF) << 8 | (buffer.get(index + 1) & 0xFF);
    }

    static int i32(ByteBuffer buffer, int index) {
        return u16(buffer, index) << 16 | u16(buffer, index + 2);
    }

    static void put16(ByteBuffer buffer, int index, int value) {
        buffer.put(index, (byte) (value >>> 8)).put(index + 1, (byte) value);
    }

    static void put32(ByteBuffer buffer, int index, int value) {
        put16(buffer, index, value >>> 16);
        put16(buffer, index + 2, value);
    }
}
