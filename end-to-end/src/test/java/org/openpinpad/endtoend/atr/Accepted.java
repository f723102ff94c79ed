// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.atr;

import static org.openpinpad.iso7816.Atr.NO_BYTE;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.iso7816.HistoricalBytes;
import org.openpinpad.iso7816.HistoricalBytes.DataObject;

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
            HistoricalBytes read = HistoricalBytes.of(atr.historicalBytes());
            return !read.whole()
                    && read.objects().stream().noneMatch(Accepted::oddLength)
                    && theirs.get(Fact.TAGS).startsWith(ours.get(Fact.TAGS));
        }
    },
    /**
     * ISO/IEC 7816-4 §12.1.1: the length says where the next object begins. It looks for that one byte behind service data of
     * any length, and behind the first byte of capabilities and a status with a length that they cannot have.
     */
    OBJECT_OF_ODD_LENGTH(Fact.TAGS, Fact.STATUS_WORD) {
        @Override
        boolean fits(Atr atr, AtrFacts ours, AtrFacts theirs) {
            return agreeUpTo(Accepted::oddLength, atr, theirs);
        }
    },
    /** The same. It takes the lengths 10 to 15, A to F, of objects without a known meaning for 0: letters are no number to it. */
    LONG_OBJECT_WITHOUT_MEANING(Fact.TAGS, Fact.STATUS_WORD) {
        @Override
        boolean fits(Atr atr, AtrFacts ours, AtrFacts theirs) {
            return agreeUpTo(Accepted::longWithoutMeaning, atr, theirs);
        }
    };

    private static final int GLOBAL = 15;
    private static final int TEN = 10;
    private static final String WITHOUT_MEANING = "09abcde";

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

    /** Whether there is such an object, and up to it they see the same ones as we do. */
    private static boolean agreeUpTo(Predicate<DataObject> stumblingBlock, Atr atr, AtrFacts theirs) {
        StringBuilder tags = new StringBuilder();
        for (DataObject object : HistoricalBytes.of(atr.historicalBytes()).objects()) {
            tags.append(
                    object.tag() == AtrFacts.STATUS_INDICATOR ? "" : String.format(Locale.ROOT, "%X", object.tag()));
            if (stumblingBlock.test(object)) {
                return theirs.get(Fact.TAGS).startsWith(tags.toString());
            }
        }
        return false;
    }

    /** Its length is none that its kind can have. */
    private static boolean oddLength(DataObject object) {
        int length = object.value().remaining();
        return switch (object.tag()) {
            case HistoricalBytes.CARD_SERVICE_DATA -> length != 1;
            case HistoricalBytes.CARD_CAPABILITIES, AtrFacts.STATUS_INDICATOR -> length < 1 || length > 3;
            default -> false;
        };
    }

    private static boolean longWithoutMeaning(DataObject object) {
        return WITHOUT_MEANING.indexOf(Character.forDigit(object.tag(), 16)) >= 0
                && object.value().remaining() >= TEN;
    }
}
