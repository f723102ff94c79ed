// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What is wrong with an answer to reset, judged strictly by ISO/IEC 7816-3 §8.2. Not every one keeps a card from working.
 *
 * <p>A TCK with T=0 alone is {@link #BYTES_BEHIND}, for §8.2.5 says that it shall not be there. Reserved values of interface
 * bytes are no fault: their form is right, and {@link AtrParameters} says what stands in for them.
 */
public enum AtrFault {
    TOO_SHORT("it has less than the two bytes TS and T0"),
    TOO_LONG("more than 32 bytes follow TS"),
    BAD_TS("its first byte is neither 3B nor 3F"),
    CUT_SHORT("interface bytes that it announces are missing"),
    HISTORICAL_BYTES_MISSING("it has fewer historical bytes than T0 says"),
    TCK_MISSING("it offers another protocol than T=0, and the check byte TCK is missing"),
    TCK_WRONG("its check byte TCK does not fit its other bytes"),
    BYTES_BEHIND("bytes follow its end");

    private static final int TS_DIRECT = 0x3B;
    private static final int TS_INVERSE = 0x3F;
    private static final int TD_FOLLOWS = 0x80;
    private static final int SHORTEST = 2;

    private final String sentence;

    AtrFault(String sentence) {
        this.sentence = sentence;
    }

    /** What is wrong, to follow "the answer to reset is not well formed: ". */
    public String sentence() {
        return sentence;
    }

    /** The first fault of an answer to reset from position to limit. */
    public static Optional<AtrFault> find(ByteBuffer atr) {
        ByteBuffer in = atr.duplicate();
        if (in.remaining() < SHORTEST) {
            return Optional.of(TOO_SHORT);
        }
        int begin = in.position();
        int ts = in.get() & 0xFF;
        if (ts != TS_DIRECT && ts != TS_INVERSE) {
            return Optional.of(BAD_TS);
        }
        if (in.remaining() >= Atr.MAX_LENGTH) {
            return Optional.of(TOO_LONG);
        }
        int t0 = in.get() & 0xFF;
        boolean checked = false;
        int following = t0;
        while ((following & 0xF0) != 0) {
            int count = Integer.bitCount(following & 0xF0);
            if (in.remaining() < count) {
                return Optional.of(CUT_SHORT);
            }
            in.position(in.position() + count);
            int td = in.get(in.position() - 1) & 0xFF;
            boolean another = (following & TD_FOLLOWS) != 0;
            checked |= another && (td & 0x0F) != 0;
            following = another ? td : 0;
        }
        return findAtEnd(in, begin, t0 & 0x0F, checked);
    }

    private static Optional<AtrFault> findAtEnd(ByteBuffer in, int begin, int historical, boolean checked) {
        if (in.remaining() < historical) {
            return Optional.of(HISTORICAL_BYTES_MISSING);
        }
        int left = in.remaining() - historical;
        if (left == 0) {
            return checked ? Optional.of(TCK_MISSING) : Optional.empty();
        }
        if (left > 1 || !checked) {
            return Optional.of(BYTES_BEHIND);
        }
        int sum = 0;
        for (int i = begin + 1; i < in.limit(); i++) {
            sum ^= in.get(i);
        }
        return sum == 0 ? Optional.empty() : Optional.of(TCK_WRONG);
    }
}
