// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Twelve random digits, and the search for them in memory. Each kind of search serves many forms:
 *
 * <pre>
 * strided  digits in their order or backwards, each a number or a character, at any constant distance up to 256 bytes:
 *          ASCII and raw (1), UTF-16 and hexadecimal text (2), int (4), long (8), one object for each key (its size)
 * shifted  characters or numbers of a byte each that begin at any of the other seven bits of a byte
 * packed   all twelve at four bits each, from any bit of a byte: BCD, ISO 9564 blocks, PINs at odd bit positions
 * </pre>
 *
 * <p>A part of the digits is still the PIN when the rest was overwritten, but memory is full of small numbers: nine in a row at
 * any distance were found by chance in one search of 80, for PINs that were never typed. So ten characters or eleven numbers
 * are asked for at the distances that data has, up to 8 bytes and multiples of 8, and at others all twelve.
 */
final class SecretDigits {

    static final int COUNT = 12;
    static final int CHARACTERS_ENOUGH = 10;
    static final int NUMBERS_ENOUGH = 11;
    static final int STRIDE_MAX = 256;

    /** Bytes that must be there on both sides of a place to search it. */
    static final int MARGIN = STRIDE_MAX * COUNT;

    private static final int DIFFERENT = 6;

    /** Every run of ten out of twelve digits has this one and the five behind it. */
    private static final int ANCHOR = 3;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long TOP_BITS = EACH_BYTE << 7;

    private final byte[] digits = new byte[COUNT];
    private final List<BitPattern> patterns = new ArrayList<>();

    /** By a byte's value: the patterns (bit 0 and so on) and strided forms that have it where they are looked for. */
    private final int[] anchored = new int[256];

    private static final int NUMBER = 1 << 30;
    private static final int CHARACTER = 1 << 31;

    /** No digit that anchors a search is so small that memory is full of it; none of the anchors is zero. */
    SecretDigits(Random random) {
        do {
            for (int i = 0; i < COUNT; i++) {
                digits[i] = (byte) random.nextInt(10);
            }
        } while (different() < DIFFERENT || digits[ANCHOR] < 3 || digits[ANCHOR + 1] == 0);
        anchored[digits[ANCHOR]] |= NUMBER;
        anchored[key(ANCHOR)] |= CHARACTER;
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            add(BitPattern.of("packed", bit, bits(0, COUNT, 4, 0)));
            if (bit > 0) {
                add(BitPattern.of("characters", bit, bits(ANCHOR, COUNT / 2, 8, '0')));
                add(BitPattern.of("numbers", bit, bits(ANCHOR, COUNT / 2, 8, 0)));
            }
        }
    }

    private void add(BitPattern pattern) {
        anchored[pattern.anchor()] |= 1 << patterns.size();
        patterns.add(pattern);
    }

    private long different() {
        return IntStream.range(0, COUNT).map(i -> digits[i]).distinct().count();
    }

    private long bits(int first, int count, int each, int zero) {
        long bits = 0;
        for (int i = first; i < first + count; i++) {
            bits = bits << each | zero + digits[i];
        }
        return bits;
    }

    /** The key of a digit. */
    byte key(int index) {
        return (byte) ('0' + digits[index]);
    }

    /** Adds what is found from {@code from} to {@code to}; hits count from {@code base}, the address of index 0. */
    void search(byte[] memory, int from, int to, int end, long base, List<Hit> hits) {
        for (int at = from; at < to; ) {
            int until = Math.min(to, at + Long.BYTES);
            if (until - at == Long.BYTES && (long) EIGHT_BYTES.get(memory, at) == 0) {
                at = until; // most of memory
            }
            for (; at < until; at++) {
                int candidates = anchored[memory[at] & 0xFF];
                if (candidates != 0) {
                    look(candidates, memory, at, end, base, hits);
                }
            }
        }
    }

    private void look(int candidates, byte[] memory, int at, int end, long base, List<Hit> hits) {
        if ((candidates & NUMBER) != 0) {
            strided(memory, end, at, 0, base, hits);
        }
        if ((candidates & CHARACTER) != 0) {
            strided(memory, end, at, '0', base, hits);
        }
        for (int left = candidates & ~(NUMBER | CHARACTER); left != 0; left &= left - 1) {
            BitPattern pattern = patterns.get(Integer.numberOfTrailingZeros(left));
            if (pattern.isAt(memory, end, at) && isWhole(pattern, memory, end, at)) {
                hits.add(new Hit(this, base + pattern.begin(at), pattern.toString()));
            }
        }
    }

    /** Looks for the next digit on both sides, eight places at once, and where it is, for the others. */
    private void strided(byte[] memory, int end, int anchor, int zero, long base, List<Hit> hits) {
        int wanted = digits[ANCHOR + 1] + zero;
        int last = Math.min(end - 1, anchor + STRIDE_MAX);
        for (int at = Math.max(0, anchor - STRIDE_MAX); at <= last; at += Long.BYTES) {
            if (at + Long.BYTES <= end && !has(wanted, (long) EIGHT_BYTES.get(memory, at))) {
                continue;
            }
            for (int next = at; next < Math.min(at + Long.BYTES, last + 1); next++) {
                int stride = next - anchor;
                if (memory[next] == wanted
                        && run(i -> is(memory, end, anchor + (i - ANCHOR) * stride, i, zero)) >= enough(stride, zero)) {
                    hits.add(
                            new Hit(this, base + anchor, (zero == 0 ? "numbers " : "characters ") + stride + " apart"));
                }
            }
        }
    }

    /** Whether one of eight bytes has the value: subtracting one borrows from its top bit only where a byte is zero. */
    private static boolean has(int value, long bytes) {
        long zeroWhereEqual = bytes ^ (value * EACH_BYTE);
        return ((zeroWhereEqual - EACH_BYTE) & ~zeroWhereEqual & TOP_BITS) != 0;
    }

    private static int enough(int stride, int zero) {
        boolean usual = Math.abs(stride) <= Long.BYTES || stride % Long.BYTES == 0;
        return usual ? zero == 0 ? NUMBERS_ENOUGH : CHARACTERS_ENOUGH : COUNT;
    }

    private boolean is(byte[] memory, int end, int at, int index, int zero) {
        return at >= 0 && at < end && memory[at] == digits[index] + zero;
    }

    /** A pattern of bytes is but the six digits that are always there: their neighbours count. */
    private boolean isWhole(BitPattern pattern, byte[] memory, int end, int at) {
        int zero = pattern.form().equals("characters") ? '0' : 0;
        return pattern.form().equals("packed")
                || run(i -> pattern.byteBeside(memory, end, at, i - ANCHOR) == digits[i] + zero) >= enough(1, zero);
    }

    private interface DigitTest {
        boolean isThere(int index);
    }

    /** How many digits in a row, the anchor among them, are there. */
    private static int run(DigitTest test) {
        int first = ANCHOR;
        int last = ANCHOR;
        while (last + 1 < COUNT && test.isThere(last + 1)) {
            last++;
        }
        while (first > 0 && test.isThere(first - 1)) {
            first--;
        }
        return last - first + 1;
    }

    /** Which digits were found where, and in which form. */
    record Hit(SecretDigits digits, long address, String form) {
        @Override
        public String toString() {
            return Long.toHexString(address) + " " + form;
        }
    }
}
