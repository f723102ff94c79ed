// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;
import static org.openpinpad.ccid.serial.SerialDeframer.Event.BAD_LRC;
import static org.openpinpad.ccid.serial.SerialDeframer.Event.MESSAGE;
import static org.openpinpad.ccid.serial.SerialDeframer.Event.NAK;
import static org.openpinpad.ccid.serial.SerialDeframer.Event.NONE;
import static org.openpinpad.ccid.serial.SerialDeframer.Event.NOTIFICATION;
import static org.openpinpad.ccid.serial.SerialDeframer.Event.TIME_REQUEST;
import static org.openpinpad.ccid.serial.SerialDeframer.Event.TOO_LONG;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.ccid.serial.SerialDeframer.Event;

/** The serial line of the GemPC Twin, which libccidtwin speaks: 03 06 message LRC. */
class SerialLineTest {

    /** IccPowerOn of slot 1: the published example of a frame. */
    private static final String POWER_ON = "62 00 00 00 00 01 01 00 00 00";

    private static final String POWER_ON_FRAME = "03 06 62 00 00 00 00 01 01 00 00 00 67";
    private static final int CAPACITY = 300;

    private final SerialDeframer line = new SerialDeframer(ByteBuffer.allocate(CAPACITY));
    private final List<Event> events = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    @Test
    void the_published_frame_is_written() {
        assertEquals(hex(hex(POWER_ON_FRAME)), frame(POWER_ON));
    }

    @Test
    void the_published_frame_is_read() {
        hear(POWER_ON_FRAME);
        assertEquals(List.of(MESSAGE), events);
        assertEquals(List.of(hex(hex(POWER_ON))), messages);
        assertTrue(line.idle());
    }

    @Test
    void writing_leaves_the_message_alone_and_adds_the_overhead() {
        ByteBuffer message = hex("AA " + POWER_ON + " BB").position(1).limit(11);
        ByteBuffer out = ByteBuffer.allocate(64).position(3);
        SerialFrame.write(message, out);
        assertEquals(3 + 10 + SerialFrame.OVERHEAD, out.position());
        assertEquals(1, message.position());
        assertEquals(hex(hex("000000" + POWER_ON_FRAME)), hex(out.flip()));
    }

    @Test
    void a_nak_is_three_bytes_both_ways() {
        ByteBuffer out = ByteBuffer.allocate(3);
        SerialFrame.writeNak(out);
        assertEquals("031516", hex(out.flip()));
        hear("03 15 16");
        assertEquals(List.of(NAK), events);
        assertTrue(line.idle());
    }

    @Test
    void a_slot_change_comes_without_a_frame() {
        hear("50 03");
        assertEquals(List.of(NOTIFICATION), events);
        assertEquals("5003", hex(line.notification()));
        hear("50 02 " + POWER_ON_FRAME);
        assertEquals(List.of(NOTIFICATION, NOTIFICATION, MESSAGE), events);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"80", "81", "9F", "FF"})
    void a_time_request_is_one_byte_between_frames(String request) {
        hear(request);
        assertEquals(List.of(TIME_REQUEST), events);
        assertEquals(Integer.parseInt(request, 16), line.timeRequest());
        hear(POWER_ON_FRAME);
        assertEquals(List.of(TIME_REQUEST, MESSAGE), events);
    }

    @Test
    void bytes_like_sync_nak_and_notification_inside_a_frame_are_data() {
        String message = "6F 08000000 00 03 15 0350 03 06 03 15 16 50 03 81";
        hear(frame(message));
        assertEquals(List.of(MESSAGE), events);
        assertEquals(List.of(hex(hex(message))), messages);
    }

    @Test
    void a_wrong_check_byte_is_reported_and_the_next_frame_is_read() {
        for (int bit = 0; bit < 8; bit++) {
            events.clear();
            byte[] wrong = bytes(POWER_ON_FRAME);
            wrong[wrong.length - 1] ^= (byte) (1 << bit);
            hear(hex(ByteBuffer.wrap(wrong)));
            assertEquals(List.of(BAD_LRC), events);
            assertTrue(line.idle());
            hear(POWER_ON_FRAME);
            assertEquals(List.of(BAD_LRC, MESSAGE), events);
        }
    }

    @Test
    void any_single_bit_error_in_the_data_is_noticed() {
        String message = "6F 05000000 00 07 00 0000 00 20 00 81 00";
        byte[] good = bytes(frame(message));
        for (int at = 2 + 10; at < good.length - 1; at++) {
            events.clear();
            byte[] wrong = good.clone();
            wrong[at] ^= 0x10;
            hear(hex(ByteBuffer.wrap(wrong)));
            assertEquals(List.of(BAD_LRC), events);
        }
    }

    @Test
    void the_longest_message_fits_and_one_more_does_not() {
        String fits = "6F " + length(CAPACITY - 10) + " 00 07 000000" + "03".repeat(CAPACITY - 10);
        hear(frame(fits));
        assertEquals(List.of(MESSAGE), events);
        events.clear();
        hear("03 06 6F " + length(CAPACITY - 9) + " 00 07 000000");
        assertEquals(List.of(TOO_LONG), events);
        assertTrue(line.idle());
    }

    @ParameterizedTest(name = "dwLength {0}")
    @CsvSource({"FFFFFFFF", "F6FFFFFF", "FFFFFF7F", "00000080", "00000100"})
    void a_huge_length_is_refused_and_after_a_silence_the_line_works(String dwLength) {
        hear("03 06 6F " + dwLength + " 00 07 000000");
        assertEquals(List.of(TOO_LONG), events);
        line.reset();
        hear(POWER_ON_FRAME);
        assertEquals(List.of(TOO_LONG, MESSAGE), events);
    }

    @ParameterizedTest(name = "after {0}")
    @CsvSource({"00", "06", "15", "7F", "03 00", "03 7F", "03 15 00", "00 00 00", "62 00 00 00 00"})
    void rubbish_between_frames_is_passed_over(String rubbish) {
        hear(rubbish);
        assertTrue(line.idle(), "the next byte begins something new");
        messages.clear();
        hear(POWER_ON_FRAME);
        assertEquals(List.of(hex(hex(POWER_ON))), messages);
    }

    @Test
    void a_second_sync_byte_begins_the_frame_anew_or_loses_only_that_frame() {
        hear("03 " + POWER_ON_FRAME);
        line.reset();
        messages.clear();
        hear(POWER_ON_FRAME);
        assertEquals(1, messages.size());
    }

    @Test
    void a_frame_cut_short_is_forgotten_by_reset() {
        byte[] whole = bytes(POWER_ON_FRAME);
        for (int length = 1; length < whole.length; length++) {
            events.clear();
            hear(hex(ByteBuffer.wrap(whole, 0, length)));
            assertEquals(List.of(), events);
            assertFalse(line.idle());
            line.reset();
            assertTrue(line.idle());
            hear(POWER_ON_FRAME);
            assertEquals(List.of(MESSAGE), events);
        }
    }

    @Test
    void frames_of_random_messages_are_read_back_one_after_the_other() {
        Random random = new Random(306);
        StringBuilder wire = new StringBuilder();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] data = new byte[random.nextInt(CAPACITY - 9)];
            random.nextBytes(data);
            String message = hex(hex("80 " + length(data.length) + " 00 01 000000 " + hex(ByteBuffer.wrap(data))));
            sent.add(message);
            wire.append(frame(message));
        }
        hear(wire.toString());
        assertEquals(sent, messages);
    }

    @Test
    void no_stream_of_bytes_throws_and_after_reset_the_line_works() {
        Random random = new Random(1986);
        byte[] likely = bytes("03 06 15 16 50 81 00 00 00 01 62 6F");
        for (int i = 0; i < 200_000; i++) {
            boolean any = random.nextInt(4) == 0;
            line.take(any ? (byte) random.nextInt() : likely[random.nextInt(likely.length)]);
        }
        line.reset();
        hear(POWER_ON_FRAME);
        assertEquals(List.of(MESSAGE), events);
    }

    private void hear(String wire) {
        for (byte value : bytes(wire)) {
            Event event = line.take(value);
            if (event != NONE) {
                events.add(event);
            }
            if (event == MESSAGE) {
                messages.add(hex(line.message()));
            }
        }
    }

    private static String frame(String message) {
        ByteBuffer out = ByteBuffer.allocate(CAPACITY + 16);
        SerialFrame.write(hex(message), out);
        return hex(out.flip());
    }

    private static String length(int value) {
        return String.format("%02X%02X0000", value & 0xFF, value >> 8);
    }
}
