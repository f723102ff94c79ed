// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.hex;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers to reset judged and decoded, worked out by hand from the tables of ISO/IEC 7816-3 §8.3, §10.2, §11.4, and the PPS of §9. */
class AtrParametersTest {

    private static AtrParameters of(String atr) {
        return AtrParameters.of(Atr.parse(hex(atr)).orElseThrow());
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "'', TOO_SHORT",
        "3B, TOO_SHORT",
        "3C 00, BAD_TS",
        "3B 10, CUT_SHORT",
        "3B 80 80, CUT_SHORT",
        "3B 02 14, HISTORICAL_BYTES_MISSING",
        "3B 80 01, TCK_MISSING",
        "3B 80 01 80, TCK_WRONG",
        "3B 80 01 81 00, BYTES_BEHIND",
        "3B 02 14 50 00, BYTES_BEHIND",
        "3B 0F 0000000000 0000000000 0000000000 0000000000 0000000000 0000000000 0000, TOO_LONG",
    })
    void a_fault_is_named(String atr, AtrFault fault) {
        assertEquals(Optional.of(fault), AtrFault.find(hex(atr)));
        assertTrue(fault.sentence().length() > 10);
    }

    @ParameterizedTest
    @CsvSource({
        "3B 00",
        "3B 02 14 50",
        "3F 65 25 00 52 09 6A 90 00",
        "3B 80 01 81",
        "3B DA 18 FF 81 B1 FE 75 1F 03 00 31 C5 73 C0 01 40 00 90 00 0C",
    })
    void a_well_formed_one_has_no_fault(String atr) {
        assertEquals(Optional.empty(), AtrFault.find(hex(atr)));
    }

    @ParameterizedTest(name = "TA1 {0}: F {1}, D {2}, {3} kHz")
    @CsvSource({
        "11, 372, 1, 5000", "01, 372, 1, 4000", "95, 512, 16, 5000", "96, 512, 32, 5000", "97, 512, 64, 5000",
        "18, 372, 12, 5000", "19, 372, 20, 5000", "22, 558, 2, 6000", "33, 744, 4, 8000", "44, 1116, 8, 12000",
        "55, 1488, 16, 16000", "66, 1860, 32, 20000", "A8, 768, 12, 7500", "B1, 1024, 1, 10000", "C9, 1536, 20, 15000",
        "D6, 2048, 32, 20000", "71, 0, 1, 0", "E1, 0, 1, 0", "1A, 372, 0, 5000", "10, 372, 0, 5000",
    })
    void F_and_D_are_those_of_the_tables(String ta1, int f, int d, int khz) {
        AtrParameters card = of("3B 10 " + ta1);
        assertEquals(List.of(f, d, khz), List.of(card.fi(), card.di(), card.maxKhz()));
        assertEquals(f > 0 && d > 0, AtrParameters.isDefined(card.fiDi()));
    }

    @Test
    void a_card_that_says_nothing_has_the_defaults() {
        AtrParameters card = of("3B 00");
        assertEquals(
                new AtrParameters(
                        0x11,
                        0,
                        List.of(0),
                        Optional.empty(),
                        10,
                        new AtrParameters.T1(32, 4, 13, false),
                        0,
                        0,
                        Atr.NO_BYTE,
                        false),
                card);
    }

    @Test
    void everything_that_a_card_can_say_is_found_in_its_place() {
        // TA1 TB1 TC1 TD1, TA2 TC2 TD2, TA3 TB3 TD3, and of T=15 TA4 TB4
        AtrParameters card = of("3B F0 962505D1 100CB1 FE453F C781");
        assertEquals(0x96, card.fiDi());
        assertEquals(5, card.extraGuardTime());
        assertEquals(12, card.wi());
        assertEquals(List.of(1), card.protocols());
        assertEquals(Optional.of(new AtrParameters.Specific(0, true, true)), card.specific());
        assertEquals(new AtrParameters.T1(0xFE, 4, 5, false), card.t1());
        assertEquals(AtrParameters.CLASS_A | AtrParameters.CLASS_B | AtrParameters.CLASS_C, card.classes());
        assertEquals(3, card.clockStop());
        assertEquals(0x81, card.spu());
        assertTrue(card.oldVpp());
    }

    @Test
    void waiting_times_follow_the_formulas() {
        AtrParameters card = of("3B DA 18 FF 81 B1 FE 75 1F 03 00 31 C5 73 C0 01 40 00 90 00 0C");
        long clock = 3_720_000;
        assertEquals(100_000, AtrParameters.etuNs(0x11, clock));
        assertEquals(960_000_000L, of("3B 00").waitingTimeNs(0x11, clock)); // 10 x 960 x 372 / f
        assertEquals(11 * 100_000L + 128 * 96_000_000L, card.blockWaitingTimeNs(0x11, clock)); // BWI 7
        assertEquals(11 + 32, card.characterWaitingTimeEtu()); // CWI 5
    }

    @Test
    void a_reserved_waiting_time_integer_counts_as_the_default_one() {
        assertEquals(0, of("3B 80 40 00").wi());
        assertEquals(
                of("3B 00").waitingTimeNs(0x11, 3_720_000), of("3B 80 40 00").waitingTimeNs(0x11, 3_720_000));
        assertEquals(96_000_000L, of("3B 80 40 01").waitingTimeNs(0x11, 3_720_000));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "3B 20 00, false", // PI1 0: not connected
        "3B 20 20, false",
        "3B 20 40, false",
        "3B 20 25, true",
        "3B 20 05, true",
        "3B 00, false",
        "3B 80 20 00, false", // TB2
        "3B 80 20 7D, true",
    })
    void a_programming_voltage_is_asked_for_by_PI1_or_PI2_alone(String atr, boolean asks) {
        assertEquals(asks, of(atr).oldVpp());
    }

    @Test
    void a_reserved_value_or_a_needless_TCK_is_judged_as_decided() {
        assertEquals(Optional.empty(), AtrFault.find(hex("3B 10 7A")));
        assertEquals(Optional.empty(), AtrFault.find(hex("3B 80 40 00")));
        assertEquals(Optional.of(AtrFault.BYTES_BEHIND), AtrFault.find(hex("3B 80 00 80")));
    }

    @ParameterizedTest(name = "{0} with T={1}: {2}")
    @CsvSource({
        "3B 00, 01, T=0 11",
        "3B 10 95, 01, T=0 95",
        "3B 10 97, 01, T=0 11",
        "3B 10 1A, 01, T=0 11",
        "3B 90 95 81 B1 FE 45 1F 83, 01, T=1 95",
        "3B D0 96 FF 80 B1 FE 45 1F 83, 01, T=0 96",
        "3B D0 96 FF 80 B1 FE 45 1F 83, 1, T=1 96",
        "3B 80 0E, 01, none",
        "3B 90 95 11 81, 01, T=1 95",
        "3B 90 95 11 91, 01, none",
        "3B 90 97 11 81, 01, none",
    })
    void the_first_protocol_that_both_have_at_the_best_rate_that_both_can(String atr, String device, String chosen) {
        Set<Integer> protocols = device.contains("0") ? Set.of(0, 1) : Set.of(1);
        Optional<Pps> pps = Pps.choose(of(atr), protocols, fiDi -> fiDi != 0x97);
        assertEquals(
                chosen,
                pps.map(it -> String.format("T=%d %02X", it.protocol(), it.fiDi()))
                        .orElse("none"));
    }

    @ParameterizedTest(name = "{0} answered {1}: {2}")
    @CsvSource({
        "FF 11 95 7B, FF 11 95 7B, 95",
        "FF 11 95 7B, FF 01 FE, 11",
        "FF 11 95 7B, FF 11 96 78, ''",
        "FF 11 95 7B, FF 10 95 7A, ''",
        "FF 11 95 7B, FF 00 FF, ''",
        "FF 11 95 7B, FF 11 95, ''",
        "FF 11 95 7B, FF 01 FF, ''",
        "FF 11 95 7B, '', ''",
    })
    void a_PPS_response_repeats_the_request_or_leaves_PPS1_out(String request, String response, String fiDi) {
        Pps pps = new Pps(1, 0x95);
        assertEquals(hex(request), pps.request());
        OptionalInt expected = fiDi.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(fiDi, 16));
        assertEquals(expected, pps.accepted(hex(response)));
    }

    @Test
    void no_PPS_is_needed_for_what_the_card_begins_with() {
        assertFalse(new Pps(0, 0x11).isNeeded(of("3B 00")));
        assertTrue(new Pps(0, 0x95).isNeeded(of("3B 10 95")));
        assertTrue(new Pps(1, 0x11).isNeeded(of("3B D0 96 FF 80 B1 FE 45 1F 83")));
        assertFalse(new Pps(1, 0x95).isNeeded(of("3B 90 95 11 81")));
    }
}
