// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.card.SlotResult;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** The slot's dialogue with the chip, frame by frame. */
class Sec1210SlotTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final String STATUS = "650000000000ss000000";
    private static final String OFF = "630000000000ss000000";
    /** T=1, IFSC 254, BWI 4, LRC. */
    private static final String T1_ATR = "3B808131FE458B";

    private static final String T0_ATR = "3B021450";
    private static final String SELECT = "00A4040000";
    private static final String IFS_REQUEST = "00C101FE3E";
    private static final String ANSWER = block("00 00 02 90 00 92");
    private static final long SECOND = 1_000_000_000;

    private final LockedPage page = LockedPage.map(Libc.load());
    private final List<Boolean> told = new ArrayList<>();

    /** A chip with a card that answers at one voltage and takes all parameters; the rest is the script's. */
    private static ScriptedLine line(String atr, int powerSelect, UnaryOperator<String> rest) {
        return new ScriptedLine(message -> {
            boolean known = Stream.of("63", "65", "61", "62").anyMatch(message::startsWith);
            return known ? chip(atr, powerSelect, message) : ifs(message, rest);
        });
    }

    private static String chip(String atr, int powerSelect, String message) {
        return switch (message.substring(0, 2)) {
            case "61" -> "[82 00000000 00 ss 00 00 00]";
            case "62" -> message.startsWith("ss0" + powerSelect, 12) ? block(atr) : "[80 00000000 00 ss 41 FE 00]";
            case "65" -> "[81 00000000 00 ss 00 00 00]";
            default -> "[81 00000000 00 ss 01 00 00]";
        };
    }

    /** A T=1 card takes the IFSD at once. */
    private static String ifs(String message, UnaryOperator<String> rest) {
        return message.endsWith(IFS_REQUEST) ? block("00 E1 01 FE 1E") : rest.apply(message);
    }

    /** RDR_to_PC_DataBlock of an active card. */
    private static String block(String hex) {
        String data = hex.replace(" ", "");
        return "[80" + String.format("%02X", data.length() / 2) + "000000 00 ss 00 00 00" + data + "]";
    }

    private static String failed(String bStatus, String bError) {
        return "[80 00000000 00 ss " + bStatus + bError + "00]";
    }

    private Sec1210Slot slot(ScriptedLine line) {
        Sec1210Slot slot = new Sec1210Slot(line, page);
        slot.listen(told::add);
        return slot;
    }

    private Sec1210Slot powered(ScriptedLine line) {
        Sec1210Slot slot = slot(line);
        assertEquals(SlotResult.DONE, slot.powerOn(empty()));
        line.written().clear();
        return slot;
    }

    private static ByteBuffer empty() {
        return ByteBuffer.allocateDirect(300);
    }

    private static ByteBuffer direct(String hex) {
        return empty().put(HEX.parseHex(hex)).flip();
    }

    private static String hex(ByteBuffer filled) {
        byte[] bytes = new byte[filled.position()];
        filled.get(0, bytes);
        return HEX.formatHex(bytes);
    }

    @ParameterizedTest(name = "bPowerSelect {0}")
    @CsvSource({"3, 3", "2, 3 2", "1, 3 2 1"})
    void voltages_are_tried_from_the_lowest_with_the_contacts_off_between(int powerSelect, String tried) {
        ScriptedLine line = line(T1_ATR, powerSelect, message -> null);
        ByteBuffer atr = empty();
        assertEquals(SlotResult.DONE, slot(line).powerOn(atr));
        assertEquals(T1_ATR, hex(atr));
        List<String> expected = new ArrayList<>(List.of(STATUS));
        for (String select : tried.split(" ")) {
            expected.addAll(List.of(OFF, "620000000000ss0" + select + "0000"));
        }
        expected.add("610700000000ss010000" + "1110004500FE00");
        assertEquals(expected, line.written());
    }

    @Test
    void a_card_that_is_silent_at_every_voltage_is_mute_and_left_without_power() {
        ScriptedLine line = line(T1_ATR, 9, message -> null);
        Sec1210Slot slot = slot(line);
        assertEquals(SlotResult.MUTE, slot.powerOn(empty()));
        assertEquals(OFF, line.written().get(line.written().size() - 1));
        assertTrue(slot.present());
        assertFalse(slot.powered());
    }

    @Test
    void an_empty_slot_is_told_before_any_voltage_is_tried() {
        ScriptedLine line = new ScriptedLine(message -> "[81 00000000 00 ss 02 00 00]");
        Sec1210Slot slot = slot(line);
        assertEquals(SlotResult.ABSENT, slot.powerOn(empty()));
        assertEquals(List.of(STATUS), line.written());
        assertFalse(slot.present());
    }

    @ParameterizedTest(name = "bError {0}: {1}")
    @CsvSource({
        "F8, BAD_ATR_TS",
        "F7, BAD_ATR_TCK",
        "FD, PARITY",
        "FB, HARDWARE",
    })
    void why_a_card_cannot_be_powered_is_told(String bError, SlotResult result) {
        ScriptedLine line = new ScriptedLine(
                message -> message.startsWith("62") ? failed("41", bError) : "[81 00000000 00 ss 01 00 00]");
        assertEquals(result, slot(line).powerOn(empty()));
    }

    @Test
    void a_rate_that_the_chip_refuses_is_replaced_by_the_default_one() {
        String atr = "3B9195811FFE" + "4A";
        ScriptedLine line = new ScriptedLine(message -> switch (message.substring(0, 2)) {
            case "62" -> block(atr);
            case "61" -> message.startsWith("95", 20) ? "[82 00000000 00 ss 40 0A 00]" : "[82 00000000 00 ss 00 00 00]";
            default -> "[81 00000000 00 ss 01 00 00]";
        });
        assertEquals(SlotResult.DONE, slot(line).powerOn(empty()));
        assertEquals("11", line.written().get(line.written().size() - 1).substring(20, 22));
    }

    @Test
    void a_T1_card_is_told_the_IFSD_once_and_gets_blocks_numbered_on() {
        ScriptedLine line =
                line(T1_ATR, 3, message -> message.contains("004005") ? block("00 40 02 90 00 D2") : ANSWER);
        Sec1210Slot slot = powered(line);
        for (int i = 0; i < 3; i++) {
            ByteBuffer response = empty();
            assertEquals(SlotResult.DONE, slot.transmit(direct(SELECT), response));
            assertEquals("9000", hex(response));
        }
        assertEquals(
                List.of(
                        "6F0500000000ss010000" + IFS_REQUEST,
                        "6F0900000000ss010000" + "000005" + SELECT + "A5",
                        "6F0900000000ss010000" + "004005" + SELECT + "E5",
                        "6F0900000000ss010000" + "000005" + SELECT + "A5"),
                line.written());
    }

    @Test
    void a_card_that_asks_for_time_gets_it_as_bBWI() {
        ScriptedLine line = line(T1_ATR, 3, message -> message.contains("00E301") ? ANSWER : block("00 C3 01 07 C5"));
        Sec1210Slot slot = powered(line);
        assertEquals(SlotResult.DONE, slot.transmit(direct(SELECT), empty()));
        assertEquals("6F0500000000ss070000" + "00E30107E5", line.written().get(2));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a frame that the chip did not understand is sent again, 031516, 6F0900000000ss010000000005",
        "an answer with a wrong check byte is asked for again, 030680000000000001000000FF, 031516",
        "an answer that stops half-way is asked for again, 03068002000000, 031516",
        "a frame with a wrong beginning is asked for again, 0307, 031516",
    })
    void a_broken_frame_costs_a_repeat(String name, String first, String repeat) {
        boolean[] broken = {true};
        ScriptedLine line = line(T1_ATR, 3, message -> {
            String answer = broken[0] ? first : ANSWER;
            broken[0] = false;
            return answer;
        });
        Sec1210Slot slot = powered(line);
        ByteBuffer response = empty();
        assertEquals(SlotResult.DONE, slot.transmit(direct(SELECT), response));
        assertEquals("9000", hex(response));
        assertTrue(line.written().get(2).startsWith(repeat), line.written().toString());
    }

    @Test
    void a_NAK_to_our_own_NAK_does_not_bring_the_command_again() {
        ScriptedLine line = line(
                T0_ATR,
                3,
                message -> message.equals("031516")
                        ? "031516"
                        : "03068002000000000100000090000F"); // the answer to VERIFY, garbled
        Sec1210Slot slot = powered(line);
        assertEquals(SlotResult.MUTE, slot.transmit(direct("0020008106313233343536"), empty()));
        assertEquals(
                1,
                line.written().stream().filter(frame -> frame.startsWith("6F")).count(),
                line.written()::toString);
        assertFalse(slot.powered());
    }

    @Test
    void several_NAKs_to_one_frame_bring_it_once_more() {
        int[] frames = new int[1];
        ScriptedLine line = line(T1_ATR, 3, message -> frames[0]++ == 0 ? "031516031516031516" : ANSWER);
        Sec1210Slot slot = powered(line);
        assertEquals(SlotResult.DONE, slot.transmit(direct(SELECT), empty()));
        assertEquals(2, frames[0]);
    }

    @Test
    void a_card_that_lost_its_power_unasked_is_told_as_another_one() {
        ScriptedLine line = line(T1_ATR, 3, message -> ANSWER);
        Sec1210Slot slot = powered(line);
        line.says("5003");
        assertEquals(SlotResult.MUTE, slot.transmit(direct(SELECT), empty()));
        assertEquals(List.of(true, false, true), told);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an answer of another command's type, [81 00000000 00 ss 01 00 00]",
        "an answer to an earlier command, [80 02000000 00 00 00 00 00 6F00]",
        "an answer of another slot, [80 02000000 01 ss 00 00 00 6F00]",
        "a time extension, [80 00000000 00 ss 80 01 00]",
        "time requests of one byte, 8090FF",
        "rubbish between frames, 0102",
        "that the card is still there, 5001",
    })
    void what_comes_before_the_answer_is_passed_over(String name, String first) {
        ScriptedLine line = line(T1_ATR, 3, message -> first + ANSWER);
        Sec1210Slot slot = powered(line);
        ByteBuffer response = empty();
        assertEquals(SlotResult.DONE, slot.transmit(direct(SELECT), response));
        assertEquals("9000", hex(response));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "T=1 and the card is silent, FE, MUTE, true",
        "T=1 and every character has wrong parity, FD, PARITY, true",
        "T=1 and the chip has a fault, FB, HARDWARE, true",
    })
    void a_T1_card_that_cannot_be_mended_loses_its_power(String name, String bError, SlotResult result, boolean off) {
        ScriptedLine line = line(T1_ATR, 3, message -> failed("40", bError));
        Sec1210Slot slot = powered(line);
        assertEquals(result, slot.transmit(direct(SELECT), empty()));
        assertEquals(!off, slot.powered());
        assertEquals(OFF, line.written().get(line.written().size() - 1));
        assertEquals(SlotResult.MUTE, slot.transmit(direct(SELECT), empty()));
    }

    @ParameterizedTest(name = "bError {0}: {1}")
    @CsvSource({"FE, MUTE", "FD, PARITY", "F4, PARITY", "FB, HARDWARE"})
    void a_T0_card_that_did_not_answer_loses_its_power_at_once(String bError, SlotResult result) {
        ScriptedLine line = line(T0_ATR, 3, message -> failed("40", bError));
        Sec1210Slot slot = powered(line);
        assertEquals(result, slot.transmit(direct("00B0000000"), empty()));
        assertEquals(List.of("6F0500000000ss010000" + "00B0000000", OFF), line.written());
        assertFalse(slot.powered());
    }

    @Test
    void a_card_that_is_pulled_in_the_middle_is_absent_and_told_so_once() {
        ScriptedLine line = line(T1_ATR, 3, message -> "5002" + failed("42", "FE"));
        Sec1210Slot slot = powered(line);
        assertEquals(SlotResult.ABSENT, slot.transmit(direct(SELECT), empty()));
        assertEquals(List.of(true, false), told);
        assertFalse(slot.present());
    }

    @Test
    void a_card_that_was_exchanged_between_two_commands_has_no_power() {
        ScriptedLine line = line(T1_ATR, 3, message -> ANSWER);
        Sec1210Slot slot = powered(line);
        line.says("50025003");
        assertEquals(SlotResult.MUTE, slot.transmit(direct(SELECT), empty()));
        assertEquals(List.of(true, false, true), told);
        assertEquals(List.of(), line.written());
    }

    @Test
    void time_extensions_without_end_end_after_five_minutes() {
        ScriptedLine[] self = new ScriptedLine[1];
        self[0] = line(T1_ATR, 3, message -> block("00 C3 01 FF 3D"));
        Sec1210Slot slot = powered(self[0]);
        long begin = self[0].nowNs();
        assertEquals(SlotResult.VIOLATED, slot.transmit(direct(SELECT), empty()));
        assertTrue(self[0].nowNs() - begin < 301 * SECOND);
        assertFalse(slot.powered());
    }

    @Test
    void a_chip_that_says_nothing_is_given_up_soon() {
        ScriptedLine line = line(T0_ATR, 3, message -> null);
        Sec1210Slot slot = powered(line);
        long begin = line.nowNs();
        assertEquals(SlotResult.MUTE, slot.transmit(direct("00B0000000"), empty()));
        assertTrue(line.nowNs() - begin < 10 * SECOND);
    }

    @Test
    void a_line_that_is_gone_is_a_hardware_fault() {
        ScriptedLine line = line(T1_ATR, 3, message -> ANSWER);
        Sec1210Slot slot = powered(line);
        line.breaks();
        assertEquals(SlotResult.HARDWARE, slot.transmit(direct(SELECT), empty()));
        assertEquals(SlotResult.HARDWARE, slot.powerOn(empty()));
        slot.close();
    }

    @Test
    void nothing_of_a_command_is_left_in_the_page() {
        Sec1210Slot slot = powered(line(T1_ATR, 3, message -> ANSWER));
        assertEquals(SlotResult.DONE, slot.transmit(direct("0020008106313233343536"), empty()));
        assertTrue(page.isWiped());
        Sec1210Slot failing = powered(line(T0_ATR, 3, message -> failed("40", "FE")));
        failing.transmit(direct("0020008106313233343536"), empty());
        assertTrue(page.isWiped());
    }
}
