// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import java.nio.ByteBuffer;

/** Unsigned little-endian fields at absolute indexes, whatever order the buffer itself has (CCID 1.1 §1.5, USB 2.0 §8.1). */
public final class LittleEndian {
    private LittleEndian() {}

    public static int u8(ByteBuffer buffer, int index) {
        return buffer.get(index) & 0xFF;
    }

    public static int u16(ByteBuffer buffer, int index) {
        return u8(buffer, index) | u8(buffer, index + 1) << 8;
    }

    public static long u32(ByteBuffer buffer, int index) {
        return u16(buffer, index) | (long) u16(buffer, index + 2) << 16;
    }

    public static void put16(ByteBuffer buffer, int index, int value) {
        buffer.put(index, (byte) value).put(index + 1, (byte) (value >>> 8));
    }

    public static void put32(ByteBuffer buffer, int index, long value) {
        put16(buffer, index, (int) value);
        put16(buffer, index + 2, (int) (value >>> 16));
    }
}
