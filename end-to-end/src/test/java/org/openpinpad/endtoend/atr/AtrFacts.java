// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.atr;

import static org.openpinpad.iso7816.Atr.NO_BYTE;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.iso7816.AtrFault;
import org.openpinpad.iso7816.AtrParameters;
import org.openpinpad.iso7816.HistoricalBytes;

/** Facts of one answer to reset, as one decoder reads them. */
record AtrFacts(Map<Fact, String> values) {

    static final int STATUS_INDICATOR = 8;

    AtrFacts() {
        this(new EnumMap<>(Fact.class));
    }

    void put(Fact fact, String value) {
        if (!value.isEmpty()) {
            values.put(fact, value);
        }
    }

    String get(Fact fact) {
        return values.getOrDefault(fact, "");
    }

    /** Ours. */
    static AtrFacts of(ByteBuffer bytes, Atr atr) {
        AtrFacts facts = new AtrFacts();
        AtrParameters card = AtrParameters.of(atr);
        List<Atr.Level> levels = atr.levels();
        Atr.Level t1 = atr.firstForT1();
        facts.put(Fact.SPEED, atr.first().ta() == NO_BYTE ? "" : reserved(card.fi()) + "/" + reserved(card.di()));
        facts.put(Fact.GUARD, atr.first().tc() == NO_BYTE ? "" : "" + card.extraGuardTime());
        facts.put(Fact.VPP, atr.first().tb() == NO_BYTE ? "" : card.oldVpp() ? "yes" : "no");
        facts.put(Fact.SPECIFIC, card.specific().map(AtrFacts::specific).orElse(""));
        facts.put(Fact.WI, levels.size() < 2 || levels.get(1).tc() == NO_BYTE ? "" : "" + card.wi());
        facts.put(Fact.IFSC, t1.ta() == NO_BYTE ? "" : "" + card.t1().ifsc());
        facts.put(
                Fact.WAITS,
                t1.tb() == NO_BYTE ? "" : card.t1().bwi() + "/" + card.t1().cwi());
        facts.put(Fact.CODE, t1.tc() == NO_BYTE ? "" : card.t1().crc() ? "CRC" : "LRC");
        facts.put(Fact.CLASSES, card.classes() == 0 && card.clockStop() == 0 ? "" : classes(card));
        facts.put(Fact.CHECK, check(bytes, atr));
        historical(HistoricalBytes.of(atr.historicalBytes()), facts);
        return facts;
    }

    private static String reserved(int value) {
        return value == 0 ? "RFU" : "" + value;
    }

    private static String specific(AtrParameters.Specific mode) {
        return mode.protocol() + (mode.canChange() ? " Capable" : " Unable") + (mode.implicit() ? " implicit" : "");
    }

    private static String classes(AtrParameters card) {
        String names = ((card.classes() & AtrParameters.CLASS_A) != 0 ? "A" : "")
                + ((card.classes() & AtrParameters.CLASS_B) != 0 ? "B" : "")
                + ((card.classes() & AtrParameters.CLASS_C) != 0 ? "C" : "");
        return card.clockStop() + "/" + names;
    }

    private static String check(ByteBuffer bytes, Atr atr) {
        boolean checked = atr.levels().stream().anyMatch(level -> level.td() != NO_BYTE && (level.td() & 0x0F) != 0);
        AtrFault fault = AtrFault.find(bytes).orElse(null);
        if (fault == null) {
            return checked ? "right" : "";
        }
        return switch (fault) {
            case TCK_WRONG -> "wrong";
            case BYTES_BEHIND -> "behind";
            default -> "";
        };
    }

    private static void historical(HistoricalBytes read, AtrFacts facts) {
        facts.put(Fact.FORM, read.form() == HistoricalBytes.Form.NONE ? "" : "" + read.form());
        facts.put(
                Fact.TAGS,
                read.objects().stream()
                        .filter(object -> object.tag() != STATUS_INDICATOR)
                        .map(object -> String.format(Locale.ROOT, "%X", object.tag()))
                        .collect(Collectors.joining()));
        facts.put(Fact.SERVICE, first(read, HistoricalBytes.CARD_SERVICE_DATA));
        facts.put(Fact.CAPABILITIES, first(read, HistoricalBytes.CARD_CAPABILITIES));
        read.status().ifPresent(status -> {
            facts.put(
                    Fact.LIFE_CYCLE,
                    status.lifeCycle() == NO_BYTE ? "" : String.format(Locale.ROOT, "%02X", status.lifeCycle()));
            facts.put(
                    Fact.STATUS_WORD,
                    status.statusWord() == NO_BYTE ? "" : String.format(Locale.ROOT, "%04X", status.statusWord()));
        });
    }

    private static String first(HistoricalBytes read, int tag) {
        return read.value(tag)
                .filter(ByteBuffer::hasRemaining)
                .map(value -> String.format(Locale.ROOT, "%02X", value.get(0)))
                .orElse("");
    }
}
