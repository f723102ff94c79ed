// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.util.List;
import java.util.Random;

/**
 * Twelve random digits, and the search for them in memory.
 *
 * <p>One search serves many forms: nine digits in their order, or backwards, at any constant distance up to {@value
 * #STRIDE_MAX} bytes, each as a number or as a character. That is ASCII and plain numbers (distance 1), UTF-16 and hexadecimal
 * text (2), int (4), long (8), and one object for each key (what an object takes). Packed digits, both nibble phases, make
 * the second search; they are in an ISO 9564 block too.
 */
final class SecretDigits {

    static final int COUNT = 12;

    /** So many digits in a row are no chance; so few are still the PIN when the rest was overwritten. */
    static final int ENOUGH = 9;

    static final int STRIDE_MAX = 256;

    private static final int DIFFERENT = 6;

    /** Every run of nine out of twelve digits has this one and the five behind it. */
    private static final int ANCHOR = 3;

    /** Bytes that must be there on both sides of a place to search it. */
    static final int MARGIN = STRIDE_MAX * COUNT;

    private final byte[] digits = new byte[COUNT];

    SecretDigits(Random random) {
        do {
            for (int i = 0; i < COUNT; i++) {
                digits[i] = (byte) random.nextInt(10);
            }
        } while (different() < DIFFERENT || digits[ANCHOR] < 3 || digits[ANCHOR + 1] == 0);
    }

    private long different() {
        return java.util.stream.IntStream.range(0, COUNT)
                .map(i -> digits[i])
                .distinct()
                .count();
    }

    /** The key of a digit. */
    byte key(int index) {
        return (byte) ('0' + digits[index]);
    }

    /** Adds what is found from {@code from} to {@code to}; hits count from {@code base}, the address of index 0. */
    void search(byte[] memory, int from, int to, int end, long base, List<Hit> hits) {
        byte number = digits[ANCHOR];
        byte character = key(ANCHOR);
        byte packed = (byte) (digits[4] << 4 | digits[5]);
        byte shifted = (byte) (digits[3] << 4 | digits[4]);
        for (int at = from; at < to; at++) {
            byte here = memory[at];
            if (here == number) {
                strided(memory, end, at, 0, base, hits);
            }
            if (here == character) {
                strided(memory, end, at, '0', base, hits);
            }
            if (here == packed && at >= 2 && at + 4 <= end) {
                packed(memory, at - 2, base, hits);
            }
            if (here == shifted && at >= 2 && at + 5 <= end) {
                shifted(memory, at - 2, base, hits);
            }
        }
    }

    private void strided(byte[] memory, int end, int anchor, int zero, long base, List<Hit> hits) {
        for (int stride = -STRIDE_MAX; stride <= STRIDE_MAX; stride++) {
            int next = anchor + stride;
            if (next >= 0 && next < end && memory[next] == digits[ANCHOR + 1] + zero && stride != 0) {
                int first = ANCHOR;
                int last = ANCHOR + 1;
                while (last + 1 < COUNT && is(memory, end, anchor + (last + 1 - ANCHOR) * stride, last + 1, zero)) {
                    last++;
                }
                while (first > 0 && is(memory, end, anchor + (first - 1 - ANCHOR) * stride, first - 1, zero)) {
                    first--;
                }
                if (last - first + 1 >= ENOUGH) {
                    hits.add(new Hit(base + anchor, (zero == 0 ? "numbers " : "characters ") + stride + " apart"));
                }
            }
        }
    }

    private boolean is(byte[] memory, int end, int at, int index, int zero) {
        return at >= 0 && at < end && memory[at] == digits[index] + zero;
    }

    private void packed(byte[] memory, int at, long base, List<Hit> hits) {
        for (int i = 0; i < COUNT / 2; i++) {
            if (memory[at + i] != (byte) (digits[2 * i] << 4 | digits[2 * i + 1])) {
                return;
            }
        }
        hits.add(new Hit(base + at, "packed"));
    }

    private void shifted(byte[] memory, int at, long base, List<Hit> hits) {
        for (int i = 1; i < COUNT / 2; i++) {
            if (memory[at + i] != (byte) (digits[2 * i - 1] << 4 | digits[2 * i])) {
                return;
            }
        }
        boolean ends = (memory[at] & 0x0F) == digits[0] && (memory[at + COUNT / 2] & 0xF0) == digits[COUNT - 1] << 4;
        if (ends) {
            hits.add(new Hit(base + at, "packed, half a byte on"));
        }
    }

    /** Where something was found, and in which form. */
    record Hit(long address, String form) {
        @Override
        public String toString() {
            return Long.toHexString(address) + " " + form;
        }
    }
}
