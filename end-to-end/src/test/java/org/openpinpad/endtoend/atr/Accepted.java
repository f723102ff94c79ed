// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.atr;

import static org.openpinpad.iso7816.Atr.NO_BYTE;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openpinpad.iso7816.Atr;

/** Where ATR_analysis reads something else, and why the standard is on our side. */
enum Accepted {
    /** §8.2.5: with T=0 alone there is no TCK. It takes one byte behind the end for one. */
    TCK_OF_T0_ALONE(Fact.CHECK, Fact.CHECK) {
        @Override
        boolean fits(Atr atr, AtrFacts ours, AtrFacts theirs) {
            return ours.get(Fact.CHECK).equals("behind")
                    && List.of("right", "wrong").contains(theirs.get(Fact.CHECK))
                    && atr.levels().stream().allMatch(level -> level.td() == NO_BYTE || (level.td() & 0x0F) == 0);
        }
    },
    /** §8.3: only behind T=15 do interface bytes speak of clock and voltage. It takes those of T=0 and T=14 too. */
    CLASSES_OF_ANOTHER_T(Fact.CLASSES, Fact.CLASSES) {
        @Override
        boolean fits(Atr atr, AtrFacts ours, AtrFacts theirs) {
            List<Atr.Level> levels = atr.levels();
            return ours.get(Fact.CLASSES).isEmpty()
                    && IntStream.range(2, levels.size())
                            .filter(i -> levels.get(i).ta() != NO_BYTE)
                            .allMatch(i -> (levels.get(i - 1).td() & 0x0F) != GLOBAL);
        }
    },
    /** ISO/IEC 7816-4 §12.1.1: an object longer than the bytes that are left is none. It shows what is left of it. */
    OBJECT_CUT_SHORT(Fact.TAGS, Fact.STATUS_WORD) {
        @Override
        boolean fits(Atr atr, AtrFacts ours, AtrFacts theirs) {
            return agreeUpTo((tag, length, left) -> length > left, atr, ours, theirs);
        }
    },
    /**
     * ISO/IEC 7816-4 §12.1.1: the length says where the next object begins. It looks for that one byte behind service data of
     * any length, and behind the head of capabilities and of a status with a length that they cannot have.
     */
    OBJECT_OF_ODD_LENGTH(Fact.TAGS, Fact.STATUS_WORD) {
        @Override
        boolean fits(Atr atr, AtrFacts ours, AtrFacts theirs) {
            return agreeUpTo(
                    (tag, length, left) -> switch (tag) {
                        case SERVICE_DATA -> length != 1;
                        case CAPABILITIES, AtrFacts.STATUS_INDICATOR -> length < 1 || length > 3;
                        default -> false;
                    },
                    atr,
                    ours,
                    theirs);
        }
    },
    /** The same. It takes the lengths 10 to 15, A to F, of objects without a known meaning for 0: letters are no number to it. */
    LONG_OBJECT_WITHOUT_MEANING(Fact.TAGS, Fact.STATUS_WORD) {
        @Override
        boolean fits(Atr atr, AtrFacts ours, AtrFacts theirs) {
            return agreeUpTo(
                    (tag, length, left) ->
                            length >= TEN && (tag == 0 || (tag > AtrFacts.STATUS_INDICATOR && tag < GLOBAL)),
                    atr,
                    ours,
                    theirs);
        }
    };

    /** What the other decoder stumbles over. */
    private interface StumblingBlock {
        boolean is(int tag, int length, int left);
    }

    private static final int SERVICE_DATA = 3;
    private static final int CAPABILITIES = 7;
    private static final int STATUS_LENGTH = 3;
    private static final int GLOBAL = 15;
    private static final int TEN = 10;

    private final Fact from;
    private final Fact to;

    Accepted(Fact from, Fact to) {
        this.from = from;
        this.to = to;
    }

    abstract boolean fits(Atr atr, AtrFacts ours, AtrFacts theirs);

    /** The row that a difference belongs to. */
    static Optional<Accepted> of(Fact fact, Atr atr, AtrFacts ours, AtrFacts theirs) {
        return Stream.of(values())
                .filter(row -> EnumSet.range(row.from, row.to).contains(fact) && row.fits(atr, ours, theirs))
                .findFirst();
    }

    /**
     * Whether there is such an object, and both decoders see those before it. The bytes are walked here once more: were our
     * decoder asked, its own mistakes would excuse themselves.
     */
    private static boolean agreeUpTo(StumblingBlock block, Atr atr, AtrFacts ours, AtrFacts theirs) {
        byte[] bytes = new byte[atr.historicalBytes().remaining()];
        atr.historicalBytes().duplicate().get(bytes);
        boolean statusBehind = bytes.length > STATUS_LENGTH && bytes[0] == 0;
        if (!statusBehind && (bytes.length == 0 || bytes[0] != (byte) 0x80)) {
            return false;
        }
        int end = bytes.length - (statusBehind ? STATUS_LENGTH : 0);
        StringBuilder before = new StringBuilder();
        int at = 1;
        while (at < end) {
            int tag = (bytes[at] & 0xF0) >> 4;
            int length = bytes[at] & 0x0F;
            int left = end - at - 1;
            if (block.is(tag, length, left)) {
                return ours.get(Fact.TAGS).startsWith(before.toString())
                        && theirs.get(Fact.TAGS).startsWith(before.toString());
            }
            before.append(tag == AtrFacts.STATUS_INDICATOR ? "" : String.format(Locale.ROOT, "%X", tag));
            at += 1 + length;
        }
        return false;
    }
}
