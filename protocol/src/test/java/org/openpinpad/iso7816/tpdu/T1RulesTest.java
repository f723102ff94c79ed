// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.iso7816.tpdu.CardProtocol.Failure;
import org.openpinpad.iso7816.tpdu.CardProtocol.Step;
import org.openpinpad.iso7816.tpdu.T1Dialogue.Garbling;

/** The rules of T=1 (ISO/IEC 7816-3 §11.3 to §11.6) one by one, and that no card can keep the device for ever. */
class T1RulesTest {

    /** Three attempts at each block of the longest honest exchange: 65 544 and 65 538 blocks of one byte. */
    private static final int MOST_STEPS = 3 * (65_544 + 65_538);

    /** A key generated on the card takes minutes, and each S(WTX request) may buy as little as 1.6 s. */
    private static final int WTX_OF_A_KEY_GENERATION = 200;

    static Stream<Arguments> rules() {
        return Script.all("t1-rules.txt").stream()
                .flatMap(rule -> Stream.of(Epilogue.values()).map(epilogue -> Arguments.of(rule, epilogue)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("rules")
    void a_rule_is_kept(Script rule, Epilogue epilogue) {
        new T1Dialogue(epilogue, Garbling.WRONG_EPILOGUE).play(rule);
    }

    /** §11.3.2.2: all but these are reserved. */
    private static final Set<Integer> KNOWN_PCB =
            Set.of(0x00, 0x20, 0x40, 0x60, 0x80, 0x81, 0x82, 0x90, 0x91, 0x92, 0xC1, 0xC2, 0xC3);

    static IntStream reservedPcb() {
        return IntStream.range(0, 256).filter(pcb -> !KNOWN_PCB.contains(pcb));
    }

    @ParameterizedTest(name = "PCB {0}")
    @MethodSource("reservedPcb")
    void a_reserved_or_unasked_block_is_asked_for_again(int pcb) {
        T1Dialogue dialogue = begun();
        boolean hasInf = pcb >= 0xC0 && (pcb & 1) == 1;
        dialogue.answer(new WireBlock(0, pcb, hasInf ? "20" : ""));
        assertEquals("R(0)", dialogue.sent().name());
        dialogue.answer(WireBlock.of("I(0,0) 9000"));
        assertEquals("9000", dialogue.answered());
    }

    @ParameterizedTest(name = "NAD {0}")
    @CsvSource({
        "00, taken",
        "08, taken",
        "80, taken",
        "88, taken",
        "01, refused",
        "10, refused",
        "11, refused",
        "21, refused",
        "77, refused",
        "FF, refused"
    })
    void a_block_is_for_the_device_only_if_NAD_is_zero_but_for_two_deprecated_bits(String nad, String fate) {
        T1Dialogue dialogue = begun();
        dialogue.answer(new WireBlock(Integer.parseInt(nad, 16), 0, "9000"));
        assertEquals(fate.equals("taken") ? Step.DONE : Step.SEND, dialogue.step());
    }

    @ParameterizedTest(name = "{1} bytes of a block, {0}")
    @CsvSource({"LRC, 0", "LRC, 1", "LRC, 2", "LRC, 3", "CRC, 0", "CRC, 1", "CRC, 2", "CRC, 3", "CRC, 4"})
    void less_than_a_block_is_a_garbled_block(Epilogue epilogue, int length) {
        T1Dialogue dialogue = begun(epilogue);
        byte[] whole = bytes(hex(dialogue.line().write(WireBlock.of("I(0,0)"))));
        dialogue.answer(ByteBuffer.wrap(Arrays.copyOf(whole, length)));
        assertEquals("R(0)", dialogue.sent().name());
        dialogue.answer(WireBlock.of("I(0,0) 9000"));
        assertEquals("9000", dialogue.answered());
    }

    @ParameterizedTest
    @EnumSource(Epilogue.class)
    void any_changed_bit_of_a_block_is_noticed(Epilogue epilogue) {
        T1Dialogue known = begun(epilogue);
        byte[] good = bytes(hex(known.line().write(WireBlock.of("I(0,0) A1B2C39000"))));
        for (int bit = 0; bit < 8 * good.length; bit++) {
            T1Dialogue dialogue = begun(epilogue);
            byte[] changed = good.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            dialogue.answer(ByteBuffer.wrap(changed));
            assertEquals(Step.SEND, dialogue.step(), "bit " + bit);
            assertEquals("R(0)", dialogue.sent().name(), "bit " + bit);
        }
    }

    @Test
    void a_request_for_no_time_gives_no_less_than_the_usual_time() {
        T1Dialogue dialogue = begun();
        dialogue.answer(WireBlock.of("S(WTX request) 00"));
        assertEquals(Step.SEND, dialogue.step());
        assertEquals(1, dialogue.device().waitMultiplier());
        dialogue.answer(WireBlock.of("I(0,0) 9000"));
        assertEquals(Step.DONE, dialogue.step());
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "90"})
    void less_than_SW1_SW2_is_no_response(String inf) {
        T1Dialogue dialogue = begun();
        dialogue.answer(WireBlock.information(0, false, inf));
        assertNotEquals(Step.DONE, dialogue.step());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "two bytes, 00A4",
        "three bytes, 00A400",
        "Lc of more than there is, 00D60000 03 AABB",
        "more behind Le than there may be, 00D60000 01 AA 00 00",
        "an extended Lc of nothing, 00D60000 000000 AA",
        "an extended Lc of more than there is, 00D60000 000002 AA",
        "half an extended Le, 00B00000 00 00"
    })
    void a_malformed_command_is_not_sent(String name, String apdu) {
        T1Dialogue dialogue = new T1Dialogue(Epilogue.LRC, Garbling.SILENCE);
        dialogue.begin(bytes(apdu.replace(" ", "")));
        assertEquals(Step.FAILED, dialogue.step());
        assertFalse(dialogue.device().outOfStep(), "nothing was sent");
        dialogue.begin(T1Dialogue.command(5));
        assertEquals("I(0,0)", dialogue.sent().name());
    }

    @Test
    void as_many_requests_for_time_as_a_key_generation_needs_are_granted() {
        T1Dialogue dialogue = begun();
        for (int i = 0; i < WTX_OF_A_KEY_GENERATION; i++) {
            dialogue.answer(WireBlock.of("S(WTX request) 01"));
            assertEquals("S(WTX response) 01", dialogue.sent().toString());
        }
        dialogue.answer(WireBlock.of("I(0,0) 9000"));
        assertEquals("9000", dialogue.answered());
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                endless("S(WTX request)", i -> "S(WTX request) 01"),
                endless("S(IFS request)", i -> "S(IFS request) 20"),
                endless("S(IFS request) of changing size", i -> "S(IFS request) " + (i % 2 == 0 ? "01" : "FE")),
                endless("S(ABORT request)", i -> "S(ABORT request)"),
                endless("R(0)", i -> "R(0)"),
                endless("R(1)", i -> "R(1)"),
                endless("R(0) and R(1)", i -> "R(" + i % 2 + ")"),
                endless("empty chained I-blocks", i -> "I(" + i % 2 + ",1)"),
                endless("the same chained I-block", i -> "I(0,1) F1"),
                endless("an I-block with the wrong N(S)", i -> "I(1,0) 9000"),
                endless("R(1) and silence", i -> i % 2 == 0 ? "R(1)" : "silent"),
                endless("R(0) and wrong parity", i -> i % 2 == 0 ? "R(0)" : "parity"),
                endless("S(WTX request) and silence", i -> i % 2 == 0 ? "S(WTX request) 01" : "silent"),
                endless("S(IFS request) and silence", i -> i % 2 == 0 ? "S(IFS request) 20" : "silent"),
                endless("two silences and R(1)", i -> i % 3 == 2 ? "R(1)" : "silent"),
                endless("empty chained I-blocks and silence", i -> i % 2 == 0 ? "I(" + i / 2 % 2 + ",1)" : "silent"),
                endless("S(RESYNCH response)", i -> "S(RESYNCH response)"),
                endless("silence", i -> "silent"),
                endless("wrong parity", i -> "parity"));
    }

    private static Arguments endless(String name, IntFunction<String> card) {
        return Arguments.of(name, card);
    }

    @ParameterizedTest(name = "{0} for ever")
    @MethodSource("endless")
    void no_card_keeps_the_device_for_ever(String name, IntFunction<String> card) {
        T1Dialogue dialogue = begun();
        int steps = 0;
        while (dialogue.step() == Step.SEND) {
            dialogue.sent();
            assertTrue(steps < MOST_STEPS, "still going on");
            dialogue.hear(card.apply(steps++));
        }
        assertEquals(Step.FAILED, dialogue.step());
    }

    @ParameterizedTest(name = "case {0}: Nc {1}, Le {2}, IFSC {3}, answered by {4} bytes, IFSD {5}")
    @CsvSource({
        "1,  0,     '',   32,  2,     32",
        "2S, 0,     00,   32,  258,   32",
        "3S, 1,     '',   32,  2,     32",
        "3S, 255,   '',   32,  2,     32",
        "4S, 255,   00,   254, 258,   254",
        "2E, 0,     0000, 254, 65538, 254",
        "4E, 1,     0101, 32,  259,   32",
        "3E, 256,   '',   32,  2,     32",
        "3E, 65535, '',   254, 2,     32",
        "4E, 65535, 0000, 254, 65538, 254",
        "4E, 65535, 0000, 32,  65538, 32",
        "4E, 65535, 0000, 1,   65538, 254"
    })
    void commands_and_responses_of_every_length_arrive_whole(
            String form, int nc, String le, int cardSize, int responseLength, int deviceSize) {
        byte[] command = command(nc, le);
        T1Dialogue dialogue =
                new T1Dialogue(Epilogue.CRC, Garbling.SILENCE).sizes(cardSize, deviceSize, responseLength);
        EchoingCard card = new EchoingCard(cardSize, deviceSize, responseLength);
        dialogue.begin(command);
        while (dialogue.step() == Step.SEND) {
            dialogue.answer(card.answer(dialogue.sent()));
        }
        assertEquals(Step.DONE, dialogue.step());
        assertEquals(hex(ByteBuffer.wrap(command)), card.heard());
        assertEquals(card.said(), dialogue.answered());
    }

    @Test
    void after_wipe_no_byte_of_the_command_is_left_in_the_memory() {
        ByteBuffer memory = ByteBuffer.allocateDirect(259);
        T1Protocol device = new T1Protocol(memory, 254, Epilogue.LRC, 32);
        byte[] verify = bytes("00 20 00 81 | 08 | 3Ex8");
        device.begin(ByteBuffer.wrap(verify), ByteBuffer.allocateDirect(2));
        device.wipe();
        byte[] left = new byte[memory.capacity()];
        memory.duplicate().clear().get(left);
        assertFalse(hex(ByteBuffer.wrap(left)).contains("3E3E"));
    }

    @Test
    void a_failure_without_a_card_is_silent() {
        T1Dialogue dialogue = begun();
        while (dialogue.step() == Step.SEND) {
            dialogue.hear("silent");
        }
        assertEquals(Failure.SILENT, dialogue.device().failure());
        assertTrue(dialogue.device().outOfStep());
    }

    /** In the extended form if Nc or Le needs it (ISO/IEC 7816-3 §12.1.3). */
    private static byte[] command(int nc, String le) {
        boolean extended = nc > 255 || le.length() == 4;
        StringBuilder apdu = new StringBuilder("00D60000");
        if (nc > 0 || extended) {
            apdu.append(extended ? String.format("00%s", nc > 0 ? String.format("%04X", nc) : "") : hexByte(nc));
        }
        for (int i = 0; i < nc; i++) {
            apdu.append(hexByte(i * 31));
        }
        return bytes(apdu + le);
    }

    private static String hexByte(int value) {
        return String.format("%02X", value & 0xFF);
    }

    private static T1Dialogue begun() {
        return begun(Epilogue.LRC);
    }

    private static T1Dialogue begun(Epilogue epilogue) {
        T1Dialogue dialogue = new T1Dialogue(epilogue, Garbling.SILENCE);
        dialogue.begin(T1Dialogue.command(5));
        assertEquals("I(0,0)", dialogue.sent().name());
        return dialogue;
    }
}
