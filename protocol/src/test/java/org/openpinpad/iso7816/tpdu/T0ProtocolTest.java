// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.iso7816.tpdu.CardProtocol.Disturbance;
import org.openpinpad.iso7816.tpdu.CardProtocol.Failure;
import org.openpinpad.iso7816.tpdu.CardProtocol.Step;

/** Command APDUs in T=0 (ISO/IEC 7816-3 §12.2), case by case in t0-commands.txt, and cards that come to no end. */
class T0ProtocolTest {

    private static final int MARGIN = 3;
    private static final int LONGEST_RESPONSE = 65_538;

    /** One GET RESPONSE for each byte of the longest response, and as many 6Cxx. */
    private static final int MOST_STEPS = 2 * LONGEST_RESPONSE + 300;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(260);
    private final T0Protocol device = new T0Protocol(memory);
    private ByteBuffer response = ByteBuffer.allocateDirect(0);
    private Step step = Step.DONE;

    static Stream<Script> commands() {
        return Script.all("t0-commands.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void a_command_is_carried(Script script) {
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
            case "begin" -> begin(what, LONGEST_RESPONSE);
            case "dev" -> sends(what);
            case "card" -> card(what);
            case "done" -> {
                assertEquals(Step.DONE, step);
                assertEquals(hex(hex(what)), answered());
            }
            case "failed" -> {
                assertEquals(Step.FAILED, step);
                assertEquals(Failure.valueOf(what), device.failure());
                assertTrue(device.outOfStep());
            }
            default -> throw new IllegalArgumentException(who);
        }
    }

    @ParameterizedTest(name = "CLA {0}: GET RESPONSE and ENVELOPE with CLA {1}")
    @CsvSource({
        "00, 00",
        "01, 01",
        "03, 03",
        "04, 00",
        "0C, 00",
        "0F, 03",
        "10, 00",
        "13, 03",
        "1F, 03", // first interindustry
        "40, 40",
        "4F, 4F",
        "60, 40",
        "50, 40",
        "6A, 4A",
        "7F, 4F", // further interindustry
        "80, 80",
        "84, 84",
        "8C, 8C",
        "90, 90",
        "A0, A0",
        "B0, B0",
        "FE, FE" // proprietary
    })
    void commands_of_the_transport_have_the_class_without_secure_messaging_and_chaining(String cla, String transport) {
        begin(cla + " 2A 00 00 02 AA BB 00", 300);
        sends(cla + " 2A 00 00 02 AA BB");
        card("61 02");
        sends(transport + " C0 00 00 02");
        card("01 02 90 00");
        assertEquals("01029000", answered());
        begin(cla + " 2A 00 00 00 01 00 A5x256", 300);
        sends(transport + " C2 00 00 FF " + cla + " 2A 00 00 00 01 00 A5x248");
        card("90 00");
        sends(transport + " C2 00 00 08 A5x8");
        card("90 00");
        assertEquals("9000", answered());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"00 A4", "00 D6 00 00 03 AA BB", "00 D6 00 00 01 AA 00 00", "00 D6 00 00 00 00 02 AA"})
    void a_malformed_command_is_not_sent(String apdu) {
        begin(apdu, 300);
        assertEquals(Step.FAILED, step);
        assertFalse(device.outOfStep(), "nothing was sent");
        begin("00 44 00 00", 300);
        sends("00 44 00 00 00");
    }

    @Test
    void data_in_answer_to_a_command_of_case_1_are_never_handed_on() {
        begin("00 44 00 00", 300);
        card("01 02 90 00");
        assertTrue(step == Step.FAILED || answered().equals("9000"));
    }

    @Test
    void the_longest_command_is_carried_whole_and_the_longest_response_comes_back() {
        byte[] command = new byte[65_544];
        new Random(1).nextBytes(command);
        System.arraycopy(bytes("00 2A 00 00 | 00 FFFF"), 0, command, 0, 7);
        command[65_542] = 0;
        command[65_543] = 0;
        begin(hex(ByteBuffer.wrap(command)), LONGEST_RESPONSE);
        StringBuilder heard = new StringBuilder();
        while (heard.length() < 2 * command.length) {
            String tpdu = hex(device.tpdu());
            assertEquals("00C20000", tpdu.substring(0, 8));
            assertEquals(tpdu.length() / 2 - 5, Integer.parseInt(tpdu.substring(8, 10), 16), "P3");
            heard.append(tpdu.substring(10));
            card(heard.length() < 2 * command.length ? "90 00" : "61 00");
        }
        assertEquals(hex(ByteBuffer.wrap(command)), heard.toString());
        for (int part = 0; part < 256; part++) {
            sends("00 C0 00 00 00");
            card(String.format("%02Xx256 ", part) + (part < 255 ? "61 00" : "90 00"));
        }
        assertEquals(Step.DONE, step);
        assertEquals(LONGEST_RESPONSE, response.position() - MARGIN);
        assertTrue(answered().endsWith("FFFFFF9000"));
        assertTrue(answered().startsWith("0000"));
    }

    @ParameterizedTest(name = "room for {0} bytes")
    @ValueSource(ints = {2, 3, 4})
    void a_response_longer_than_the_buffer_is_refused(int room) {
        begin("00 B0 00 00 03", room);
        card("01 02 03 90 00");
        assertEquals(Step.FAILED, step);
        assertEquals(Failure.OVERRUN, device.failure());
    }

    @Test
    void a_response_that_fills_the_buffer_is_taken() {
        begin("00 A4 04 00 01 AA 00", 5);
        card("61 03");
        card("01 02 03 90 00");
        assertEquals("0102039000", answered());
    }

    @ParameterizedTest(name = "{0} for ever")
    @CsvSource({
        "61 10",
        "61 00",
        "6C 10",
        "6C 00",
        "6C 10/61 10",
        "61 10/6C 10",
        "01 61 10",
        "01 61 00",
        "01 61 01/6C 01"
    })
    void no_card_keeps_the_device_for_ever(String answers) {
        List<String> card = List.of(answers.split("/"));
        for (String apdu : List.of(
                "00 44 00 00",
                "00 B0 00 00 00",
                "00 B0 00 00 00 00 00",
                "00 D6 00 00 01 AA",
                "00 2A 00 00 01 AA 00",
                "00 2A 00 00 00 00 01 AA 00 00",
                "00 2A 00 00 00 01 00 A5x256 00 00")) {
            begin(apdu, LONGEST_RESPONSE);
            int steps = 0;
            while (step == Step.SEND) {
                assertTrue(steps < MOST_STEPS, "still going on: " + apdu);
                card(card.get(steps++ % card.size()));
            }
        }
    }

    @Test
    void random_answers_end_in_a_bounded_number_of_steps_and_no_response_is_longer_than_Ne() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            int ne = 1 + random.nextInt(255);
            begin(String.format(random.nextBoolean() ? "00B00000%02X" : "00A4000001AA%02X", ne), 300);
            int steps = 0;
            while (step == Step.SEND) {
                assertTrue(steps++ < MOST_STEPS, "still going on, seed " + seed);
                card(random(random));
            }
            if (step == Step.DONE) {
                int length = answered().length() / 2;
                assertTrue(length >= 2 && length <= ne + 2, "seed " + seed);
            }
        }
    }

    private static String random(Random random) {
        byte[] answer = new byte[random.nextInt(random.nextBoolean() ? 6 : 270)];
        random.nextBytes(answer);
        if (answer.length > 1) {
            byte[] likely = bytes("61 6C 90 67 60 00");
            answer[answer.length - 2] = likely[random.nextInt(likely.length)];
        }
        return hex(ByteBuffer.wrap(answer));
    }

    @Test
    void after_wipe_no_byte_of_the_command_is_left_in_the_memory() {
        begin("00 20 00 81 08 3Ex8", 2);
        device.wipe();
        byte[] left = new byte[memory.capacity()];
        memory.duplicate().clear().get(left);
        assertFalse(hex(ByteBuffer.wrap(left)).contains("3E3E"));
    }

    private void begin(String apdu, int room) {
        byte[] command = bytes(apdu);
        ByteBuffer inItsPlace = ByteBuffer.allocateDirect(command.length + 2 * MARGIN);
        inItsPlace.position(MARGIN).put(command).flip().position(MARGIN);
        response = ByteBuffer.allocateDirect(room + MARGIN).position(MARGIN);
        step = device.begin(inItsPlace, response);
    }

    private void sends(String tpdu) {
        assertEquals(Step.SEND, step);
        assertEquals(hex(hex(tpdu)), hex(device.tpdu()));
        assertEquals(1, device.waitMultiplier());
    }

    private void card(String answer) {
        assertEquals(Step.SEND, step);
        step = switch (answer) {
            case "silent" -> device.disturbed(Disturbance.SILENCE);
            case "parity" -> device.disturbed(Disturbance.PARITY);
            case "" -> device.received(ByteBuffer.allocate(0));
            default -> device.received(hex(answer));
        };
    }

    private String answered() {
        assertEquals(Step.DONE, step);
        return hex(response.duplicate().flip().position(MARGIN));
    }
}
