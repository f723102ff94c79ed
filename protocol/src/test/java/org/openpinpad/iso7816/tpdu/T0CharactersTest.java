// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.iso7816.tpdu.T0Characters.Step;

/** The procedure bytes of T=0 (ISO/IEC 7816-3 §10.3.3), and that no card holds the line for ever. */
class T0CharactersTest {

    private static final int MARGIN = 3;
    private static final int ROOM = 258;
    private static final int MOST_NULLS = 50;

    /** A procedure byte and a data byte, 256 times, SW1 SW2, and NULLs. */
    private static final int MOST_STEPS = 2 * 256 + 2 + 600 * MOST_NULLS;

    private final T0Characters device = new T0Characters(MOST_NULLS);
    private final ByteBuffer response = ByteBuffer.allocateDirect(ROOM + MARGIN);
    private Step step = Step.DONE;

    static Stream<Script> exchanges() {
        return Script.all("t0-characters.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void an_exchange_is_followed(Script script) {
        for (String row : script.rows()) {
            String[] words = (row + " ").split(" ", 2);
            try {
                row(words[0], words[1].trim());
            } catch (AssertionError e) {
                throw new AssertionError("at \"" + row + "\": " + e.getMessage(), e);
            }
        }
    }

    private void row(String who, String what) {
        switch (who) {
            case "tpdu" -> begin(what);
            case "dev" -> sends(what);
            case "want" -> {
                assertEquals(Step.RECEIVE, step);
                assertEquals(Integer.parseInt(what), device.expected());
            }
            case "card" -> card(bytes(what));
            case "done" -> {
                assertEquals(Step.DONE, step);
                assertEquals(hex(hex(what)), answered());
            }
            case "failed" -> assertEquals(Step.FAILED, step);
            default -> throw new IllegalArgumentException(who);
        }
    }

    static Stream<Arguments> wrongProcedureBytes() {
        return Stream.of("00B0000003", "00D6000001AA", "002000810131", "80CA000000")
                .flatMap(tpdu -> {
                    int ins = Integer.parseInt(tpdu.substring(2, 4), 16);
                    return IntStream.range(0, 256)
                            .filter(any ->
                                    any != ins && any != (ins ^ 0xFF) && (any & 0xF0) != 0x60 && (any & 0xF0) != 0x90)
                            .mapToObj(any -> Arguments.of(tpdu, any));
                });
    }

    /** INS + 1 and its complement too: they once switched VPP on (§5.1.1) and are procedure bytes no more. */
    @ParameterizedTest(name = "{1} to {0}")
    @MethodSource("wrongProcedureBytes")
    void any_other_procedure_byte_ends_it(String tpdu, int wrong) {
        begin(tpdu);
        sends(tpdu.substring(0, 10));
        card((byte) wrong);
        assertEquals(Step.FAILED, step);
    }

    static IntStream statusBytes() {
        return IntStream.range(0x61, 0xA0).filter(sw1 -> sw1 < 0x70 || sw1 >= 0x90);
    }

    @ParameterizedTest(name = "SW1 {0}")
    @MethodSource("statusBytes")
    void any_6X_but_60_and_any_9X_is_SW1_and_anything_is_SW2(int sw1) {
        for (int sw2 = 0; sw2 < 256; sw2++) {
            begin("00B0000003");
            sends("00B0000003");
            card((byte) sw1, (byte) sw2);
            assertEquals(Step.DONE, step);
            assertEquals(String.format("%02X%02X", sw1, sw2), answered());
        }
    }

    @Test
    void as_many_NULLs_as_allowed_are_waited_for() {
        begin("00B0000001");
        sends("00B0000001");
        for (int i = 0; i < MOST_NULLS; i++) {
            card((byte) 0x60);
        }
        card(bytes("B0 01 90 00"));
        assertEquals("019000", answered());
    }

    @ParameterizedTest(name = "behind {0}")
    @ValueSource(strings = {"", "B0", "B0 01 02", "4F 01"})
    void NULL_for_ever_ends(String before) {
        begin("00B0000002");
        sends("00B0000002");
        if (!before.isEmpty()) {
            card(bytes(before));
        }
        int steps = 0;
        while (step == Step.RECEIVE) {
            assertTrue(steps++ < MOST_STEPS, "still going on");
            card(bytes("60x" + device.expected()));
        }
        assertEquals(Step.FAILED, step);
    }

    @Test
    void a_response_longer_than_the_buffer_is_not_written_beyond_it() {
        ByteBuffer narrow = ByteBuffer.allocateDirect(4);
        step = device.begin(hex("00 B0 00 00 03"), narrow);
        if (step == Step.SEND) {
            step = device.sent();
        }
        for (byte value : bytes("4F 01 4F 02 4F 03 90 00")) {
            if (step == Step.RECEIVE) {
                step = device.received(ByteBuffer.wrap(new byte[] {value}));
            }
        }
        assertEquals(Step.FAILED, step);
    }

    @Test
    void one_exchange_after_the_other_begins_anew() {
        for (int i = 0; i < 3 * MOST_NULLS; i++) {
            begin("00D6000001AA");
            sends("00D6000001");
            card(bytes("60 60 D6"));
            sends("AA");
            card(bytes("90 00"));
            assertEquals("9000", answered());
        }
    }

    @Test
    void random_characters_end_in_a_bounded_number_of_steps_by_SW1_SW2_or_in_failure() {
        int done = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            boolean body = random.nextBoolean();
            int p3 = 1 + random.nextInt(20);
            String data = String.format("%02X", 0xAA).repeat(p3);
            begin(body ? String.format("00D60000%02X", p3) + data : String.format("00B00000%02X", p3));
            StringBuilder sent = new StringBuilder();
            int steps = 0;
            while (step == Step.SEND || step == Step.RECEIVE) {
                assertTrue(steps++ < MOST_STEPS, "still going on, seed " + seed);
                if (step == Step.SEND) {
                    sent.append(hex(device.outgoing()));
                    step = device.sent();
                } else {
                    assertTrue(device.expected() > 0 && device.expected() <= 256, "seed " + seed);
                    card(likely(random, device.expected()));
                }
            }
            assertTrue(sent.length() <= 2 * (5 + (body ? p3 : 0)), "more sent than there is, seed " + seed);
            if (step == Step.DONE) {
                done++;
                String answered = answered();
                assertTrue(answered.length() <= 2 * (2 + (body ? 0 : p3)), "seed " + seed);
                assertTrue(answered.matches(".*(6[1-9A-F]|9.)..$"), "seed " + seed + ": " + answered);
            }
        }
        assertTrue(done > 1000, "too few ended well to say anything: " + done);
    }

    private static byte[] likely(Random random, int length) {
        byte[] characters = new byte[length];
        random.nextBytes(characters);
        byte[] procedure = bytes("60 B0 4F D6 29 90 61 6C");
        if (random.nextInt(10) != 0) {
            characters[0] = procedure[random.nextInt(procedure.length)];
        }
        return characters;
    }

    private void begin(String tpdu) {
        byte[] whole = bytes(tpdu);
        ByteBuffer inItsPlace = ByteBuffer.allocateDirect(whole.length + 2 * MARGIN);
        inItsPlace.position(MARGIN).put(whole).flip().position(MARGIN);
        response.clear().position(MARGIN);
        step = device.begin(inItsPlace, response);
    }

    private void sends(String characters) {
        assertEquals(Step.SEND, step);
        assertEquals(hex(hex(characters)), hex(device.outgoing()));
        step = device.sent();
    }

    /** Hands over characters in the numbers that the device asks for. */
    private void card(byte... characters) {
        int at = 0;
        while (at < characters.length) {
            assertEquals(Step.RECEIVE, step, "at character " + at);
            int wanted = device.expected();
            assertTrue(wanted >= 1 && at + wanted <= characters.length, "asks for " + wanted);
            step = device.received(ByteBuffer.wrap(characters, at, wanted).slice());
            at += wanted;
        }
    }

    private String answered() {
        assertEquals(Step.DONE, step);
        return hex(response.duplicate().flip().position(MARGIN));
    }
}
