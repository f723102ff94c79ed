// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 48 bits that begin at some bit of a byte.
 *
 * @param bit where in its first byte it begins, 0 being the most significant
 * @param bits its value
 * @param offset of one of the bytes that it fills, by which it is looked for
 */
record BitPattern(String form, int bit, long bits, int offset) {

    static final int LENGTH = 48;

    private static final long MASK = (1L << LENGTH) - 1;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Bytes that it touches. */
    private static final int BYTES = LENGTH / Byte.SIZE + 1;

    /** Looked for by the byte that is least like those of which memory is full. */
    static BitPattern of(String form, int bit, long bits) {
        BitPattern best = null;
        for (int offset = bit == 0 ? 0 : 1; offset < BYTES - 1; offset++) {
            BitPattern pattern = new BitPattern(form, bit, bits, offset);
            if (best == null || pattern.rarity() > best.rarity()) {
                best = pattern;
            }
        }
        return best;
    }

    /** The byte by which it is looked for. */
    int anchor() {
        return (int) ((bits << (Byte.SIZE - bit)) >>> (LENGTH - Byte.SIZE * offset)) & 0xFF;
    }

    private int rarity() {
        int set = Integer.bitCount(anchor());
        return Math.min(set, Byte.SIZE - set);
    }

    /** The index of the byte in which it begins, if its anchor is at {@code at}. */
    int begin(int at) {
        return at - offset;
    }

    boolean isAt(byte[] memory, int end, int at) {
        int begin = begin(at);
        long found;
        if (begin >= 0 && begin + Long.BYTES <= end) {
            found = (long) EIGHT_BYTES.get(memory, begin) >>> Byte.SIZE;
        } else {
            found = 0;
            for (int i = 0; i < BYTES; i++) {
                found = found << Byte.SIZE | byteAt(memory, end, begin + i);
            }
        }
        return ((found >>> (Byte.SIZE - bit)) & MASK) == bits;
    }

    /** Eight bits that stand so many bytes behind its first ones. */
    int byteBeside(byte[] memory, int end, int at, int distance) {
        int index = begin(at) + distance;
        int two = byteAt(memory, end, index) << Byte.SIZE | byteAt(memory, end, index + 1);
        return (two >>> (Byte.SIZE - bit)) & 0xFF;
    }

    private static int byteAt(byte[] memory, int end, int index) {
        return index >= 0 && index < end ? memory[index] & 0xFF : 0;
    }

    @Override
    public String toString() {
        return form + " from bit " + bit;
    }
}
