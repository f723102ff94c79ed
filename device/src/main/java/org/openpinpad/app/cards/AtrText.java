// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.cards;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.iso7816.AtrFault;
import org.openpinpad.iso7816.AtrParameters;

/** An answer to reset in words, a line for each thing that it says. */
final class AtrText {

    /** The clock that the SEC1210 gives a card. */
    private static final long CLOCK_HZ = 4_800_000;

    private static final long NS_PER_MS = 1_000_000;
    private static final int LARGEST_GUARD = 255;

    private AtrText() {}

    static List<String> of(ByteBuffer bytes) {
        List<String> lines = new ArrayList<>();
        AtrFault.find(bytes).ifPresent(fault -> lines.add("not well formed: " + fault.sentence()));
        Optional<Atr> atr = Atr.parse(bytes);
        if (atr.isEmpty()) {
            return lines;
        }
        AtrParameters card = AtrParameters.of(atr.get());
        lines.add((atr.get().inverse() ? "inverse" : "direct") + " convention; offers " + protocols(card));
        lines.add("speed " + speed(card) + guard(card));
        if (card.protocols().contains(0)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "T=0: waits %d ms at most for a character",
                    ms(card.waitingTimeNs(rate(card), CLOCK_HZ))));
        }
        if (card.protocols().contains(1)) {
            lines.add(t1(card));
        }
        lines.add("voltage " + classes(card.classes()) + "; clock " + clock(card.clockStop()));
        if (card.oldVpp()) {
            lines.add("asks for a programming voltage, as cards before 2006 did; no reader gives one");
        }
        lines.addAll(HistoricalText.of(atr.get().historicalBytes()));
        return lines;
    }

    private static String protocols(AtrParameters card) {
        List<String> names = card.protocols().stream().map(t -> "T=" + t).toList();
        return String.join(", ", names)
                + card.specific()
                        .map(specific -> "; fixed to T=" + specific.protocol()
                                + (specific.canChange() ? " until a warm reset" : ""))
                        .orElse("");
    }

    private static int rate(AtrParameters card) {
        return AtrParameters.isDefined(card.fiDi()) ? card.fiDi() : 0x11;
    }

    private static String speed(AtrParameters card) {
        if (!AtrParameters.isDefined(card.fiDi())) {
            return String.format(Locale.ROOT, "reserved (TA1 %02X): the default one is used", card.fiDi());
        }
        return String.format(
                Locale.ROOT,
                "F=%d D=%d: %d bit/s at 4.8 MHz, clock up to %.1f MHz",
                card.fi(),
                card.di(),
                CLOCK_HZ * card.di() / card.fi(),
                card.maxKhz() / 1000.0);
    }

    private static String guard(AtrParameters card) {
        return switch (card.extraGuardTime()) {
            case 0 -> "";
            case LARGEST_GUARD -> "; shortest distance of characters";
            default -> "; " + card.extraGuardTime() + " etu more between characters";
        };
    }

    private static String t1(AtrParameters card) {
        AtrParameters.T1 t1 = card.t1();
        return String.format(
                Locale.ROOT,
                "T=1: blocks of %d bytes with %s; waits %d ms for a block, %d etu for a character",
                t1.ifsc(),
                t1.crc() ? "CRC" : "LRC",
                ms(card.blockWaitingTimeNs(rate(card), CLOCK_HZ)),
                card.characterWaitingTimeEtu());
    }

    private static long ms(long ns) {
        return ns / NS_PER_MS;
    }

    private static String classes(int classes) {
        List<String> volts = new ArrayList<>();
        if ((classes & AtrParameters.CLASS_A) != 0) {
            volts.add("5 V");
        }
        if ((classes & AtrParameters.CLASS_B) != 0) {
            volts.add("3 V");
        }
        if ((classes & AtrParameters.CLASS_C) != 0) {
            volts.add("1.8 V");
        }
        return volts.isEmpty() ? "not said" : String.join(", ", volts);
    }

    private static String clock(int stop) {
        return switch (stop) {
            case 0 -> "must not stop";
            case 1 -> "may stop low";
            case 2 -> "may stop high";
            default -> "may stop";
        };
    }
}
