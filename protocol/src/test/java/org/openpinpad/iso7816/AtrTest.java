// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;
import static org.openpinpad.iso7816.Atr.NO_BYTE;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.iso7816.Atr.Level;

/** Answers to reset of cards in the public smart-card list, taken apart by hand (ISO/IEC 7816-3 §8.2). */
class AtrTest {

    private static final Level NONE = new Level(NO_BYTE, NO_BYTE, NO_BYTE, NO_BYTE);

    static Stream<Arguments> cards() {
        return Stream.of(
                card(
                        "OpenPGP card 2.0",
                        "3B DA 18 FF 81 B1 FE 75 1F 03 | 00 31 C5 73 C0 01 40 00 90 00 | 0C",
                        List.of(
                                new Level(0x18, NO_BYTE, 0xFF, 0x81),
                                new Level(NO_BYTE, NO_BYTE, NO_BYTE, 0xB1),
                                new Level(0xFE, 0x75, NO_BYTE, 0x1F),
                                new Level(0x03, NO_BYTE, NO_BYTE, NO_BYTE)),
                        "0031C573C00140009000",
                        1,
                        new Level(0xFE, 0x75, NO_BYTE, 0x1F)),
                card(
                        "Estonian eID 2018, T=0 offered first",
                        "3B DB 96 00 80 B1 FE 45 1F 83 | 00 12 23 3F 53 65 49 44 0F 90 00 | F1",
                        List.of(
                                new Level(0x96, NO_BYTE, 0x00, 0x80),
                                new Level(NO_BYTE, NO_BYTE, NO_BYTE, 0xB1),
                                new Level(0xFE, 0x45, NO_BYTE, 0x1F),
                                new Level(0x83, NO_BYTE, NO_BYTE, NO_BYTE)),
                        "0012233F536549440F9000",
                        0,
                        new Level(0xFE, 0x45, NO_BYTE, 0x1F)),
                card(
                        "Belgian eID, T=0 only",
                        "3B 98 13 40 0A | A5 03 01 01 01 AD 13 11",
                        List.of(new Level(0x13, NO_BYTE, NO_BYTE, 0x40), new Level(NO_BYTE, NO_BYTE, 0x0A, NO_BYTE)),
                        "A503010101AD1311",
                        0,
                        NONE),
                card(
                        "YubiKey 4",
                        "3B F8 13 00 00 81 31 FE 15 | 59 75 62 69 6B 65 79 34 | D4",
                        List.of(
                                new Level(0x13, 0x00, 0x00, 0x81),
                                new Level(NO_BYTE, NO_BYTE, NO_BYTE, 0x31),
                                new Level(0xFE, 0x15, NO_BYTE, NO_BYTE)),
                        "597562696B657934",
                        1,
                        new Level(0xFE, 0x15, NO_BYTE, NO_BYTE)),
                card("Multiflex 3k, no interface bytes", "3B 02 | 14 50", List.of(), "1450", 0, NONE),
                card("no historical bytes", "3B 00", List.of(), "", 0, NONE));
    }

    private static Arguments card(
            String name, String atr, List<Level> levels, String historical, int firstProtocol, Level forT1) {
        return Arguments.of(name, atr, levels, historical, firstProtocol, forT1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cards")
    void a_public_atr_is_taken_apart(
            String name, String atr, List<Level> levels, String historical, int firstProtocol, Level forT1) {
        Atr read = Atr.parse(hex(atr)).orElseThrow();
        assertEquals(false, read.inverse());
        assertEquals(
                levels,
                read.levels().stream().filter(level -> !level.equals(NONE)).toList());
        assertEquals(historical, hex(read.historicalBytes()));
        assertEquals(firstProtocol, read.firstProtocol());
        assertEquals(levels.isEmpty() ? NONE : levels.get(0), read.first());
        assertEquals(forT1, read.firstForT1());
    }

    @Test
    void TS_3F_is_the_inverse_convention() {
        Atr read = Atr.parse(hex("3F 65 25 00 | 52 09 6A 90 00")).orElseThrow();
        assertTrue(read.inverse());
        assertEquals(new Level(NO_BYTE, 0x25, 0x00, NO_BYTE), read.first());
        assertEquals("52096A9000", hex(read.historicalBytes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cards")
    void an_atr_cut_before_the_end_of_its_historical_bytes_is_none(
            String name, String atr, List<Level> levels, String historical, int firstProtocol, Level forT1) {
        byte[] whole = bytes(atr);
        boolean hasTck = levels.stream().anyMatch(level -> level.td() != NO_BYTE && (level.td() & 0x0F) != 0);
        int needed = whole.length - (hasTck ? 1 : 0);
        for (int length = 0; length < needed; length++) {
            assertTrue(Atr.parse(ByteBuffer.wrap(Arrays.copyOf(whole, length))).isEmpty(), "cut to " + length);
        }
    }

    @ParameterizedTest(name = "TS {0}")
    @CsvSource({"00", "03", "3A", "3C", "FF"})
    void another_first_byte_is_no_atr(String ts) {
        assertTrue(Atr.parse(hex(ts + " 02 14 50")).isEmpty());
    }

    @Test
    void more_than_33_bytes_are_no_atr_however_many_TD_follow_each_other() {
        assertTrue(Atr.parse(hex("3B 80" + "80".repeat(40) + "00")).isEmpty());
        assertTrue(Atr.parse(hex("3B 0F" + "00".repeat(60))).isEmpty());
    }

    @Test
    void no_bytes_throw() {
        Random random = new Random(7816);
        for (int i = 0; i < 60_000; i++) {
            byte[] atr = new byte[random.nextInt(64)];
            random.nextBytes(atr);
            if (atr.length > 0) {
                atr[0] = 0x3B;
            }
            Atr.parse(ByteBuffer.wrap(atr)).ifPresent(read -> {
                read.first();
                read.firstProtocol();
                read.firstForT1();
            });
        }
    }
}
