// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.card.SlotResult;

/** The slot against programs that do what they like. Each case ends by the slot's own bound, long before the test's. */
@Timeout(10)
class VpcdSlotTest {

    private static final VpcdSlot.Limits SHORT = new VpcdSlot.Limits(400, 400);
    private static final long PRESENCE_SECONDS = 5;

    private final BlockingQueue<String> presence = new LinkedBlockingQueue<>();
    private final ByteBuffer atr = ByteBuffer.allocateDirect(33);
    private final ByteBuffer response = ByteBuffer.allocateDirect(258);
    private VpcdSlot slot;
    private HostileProgram program;

    @BeforeEach
    void open() throws IOException {
        slot = VpcdSlot.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SHORT);
        slot.listen(
                present -> presence.add(present + " " + Thread.currentThread().getName()));
    }

    @AfterEach
    void close() throws IOException {
        slot.close();
        if (program != null) {
            program.close();
        }
    }

    private void connect() throws Exception {
        program = new HostileProgram(slot.port());
        assertEquals("true vpcd", presence.poll(PRESENCE_SECONDS, TimeUnit.SECONDS));
    }

    private void powerOn() throws Exception {
        CompletableFuture<SlotResult> on = CompletableFuture.supplyAsync(() -> slot.powerOn(atr.clear()));
        assertEquals("01", program.reads());
        assertEquals("04", program.reads());
        program.sends(HostileProgram.GOOD_ATR);
        assertEquals(SlotResult.DONE, on.get());
    }

    private void isRemoved() throws Exception {
        assertEquals("false vpcd", presence.poll(PRESENCE_SECONDS, TimeUnit.SECONDS));
        assertFalse(slot.present());
        assertEquals(SlotResult.ABSENT, transmit("00840000"));
    }

    private SlotResult transmit(String hex) {
        return slot.transmit(direct(HexFormat.of().parseHex(hex)), response.clear());
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private String answered() {
        byte[] bytes = new byte[response.position()];
        response.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void an_empty_slot_is_absent_to_every_call() {
        assertFalse(slot.present());
        assertEquals(SlotResult.ABSENT, slot.powerOn(atr));
        assertEquals(SlotResult.ABSENT, transmit("00840000"));
        slot.powerOff();
    }

    @Test
    void a_program_that_connects_is_a_card_and_one_that_leaves_is_none() throws Exception {
        connect();
        assertTrue(slot.present());
        assertEquals(SlotResult.MUTE, transmit("00840000"), "no power yet");
        powerOn();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        assertEquals("0084000008", program.reads());
        program.sends("000A 0102030405060708 9000");
        assertEquals(SlotResult.DONE, done.get());
        assertEquals("01020304050607089000", answered());
        slot.powerOff();
        assertEquals("00", program.reads());
        assertEquals(SlotResult.MUTE, transmit("00840000"), "no power any more");
        program.close();
        isRemoved();
    }

    @Test
    void a_second_power_on_is_off_and_on_again() throws Exception {
        connect();
        powerOn();
        CompletableFuture<SlotResult> on = CompletableFuture.supplyAsync(() -> slot.powerOn(atr.clear()));
        assertEquals("00", program.reads());
        assertEquals("01", program.reads());
        assertEquals("04", program.reads());
        program.sends(HostileProgram.GOOD_ATR);
        assertEquals(SlotResult.DONE, on.get());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty,                       0000,                    MUTE",
        "one byte,                    0001 3B,                 MUTE",
        "TS is neither 3B nor 3F,     0004 3C800181,           BAD_ATR_TS",
        "TCK is wrong,                0004 3B800182,           BAD_ATR_TCK",
        "TCK is missing,              0003 3B8001,             BAD_ATR_TCK",
        "T=0 alone has no TCK,        0003 3B0000,             BAD_ATR_TCK",
        "a byte follows TCK,          0005 3B80018100,         BAD_ATR_TCK",
        "ends before its TD1,         0002 3B80,               MUTE",
        "ends in historical bytes,    0003 3B0541,             MUTE",
        "TD without an end,           0021 3B80808080808080808080808080808080808080808080808080808080808080, MUTE",
        "34 bytes,                    0022 3B00000000000000000000000000000000000000000000000000000000000000000000, OVERRUN",
        "length never comes,          '',                      MUTE",
        "half a length,               00,                      MUTE",
        "half an ATR,                 0004 3B80,               MUTE",
        "65 535 bytes of which 2 come, FFFF 3B00,              MUTE",
        "well-formed T=0,             0002 3B00,               DONE",
        "well-formed T=1,             0004 3B800181,           DONE",
    })
    void an_atr_that_is(String name, String sent, SlotResult expected) throws Exception {
        connect();
        CompletableFuture<SlotResult> on = CompletableFuture.supplyAsync(() -> slot.powerOn(atr.clear()));
        program.reads();
        program.reads();
        program.sends(sent);
        assertEquals(expected, on.get(), name);
        assertEquals(expected == SlotResult.DONE, transmit("00") == SlotResult.DONE, "powered");
    }

    @Test
    void an_atr_that_does_not_fit_the_buffer_is_an_overrun() throws Exception {
        connect();
        CompletableFuture<SlotResult> on =
                CompletableFuture.supplyAsync(() -> slot.powerOn(ByteBuffer.allocateDirect(3)));
        program.reads();
        program.reads();
        program.sends(HostileProgram.GOOD_ATR);
        assertEquals(SlotResult.OVERRUN, on.get());
        assertEquals("00", program.reads(), "switched off again");
    }

    /** After these the framing is still certain: the card stays, and the next command is answered. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no status word,              0000,                    MUTE",
        "half a status word,          0001 90,                 MUTE",
        "the longest that fits,       258,                     DONE",
        "one byte more than fits,     259,                     OVERRUN",
        "the longest message,         65535,                   OVERRUN",
    })
    void the_card_stays_after_an_answer_with(String name, String sent, SlotResult expected) throws Exception {
        connect();
        powerOn();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        program.reads();
        program.sends(sent.contains(" ") || sent.equals("0000") ? sent : zeros(Integer.parseInt(sent)));
        assertEquals(expected, done.get(), name);

        CompletableFuture<SlotResult> next = CompletableFuture.supplyAsync(() -> transmit("00840000"));
        assertEquals("00840000", program.reads());
        program.sends("0002 6D00");
        assertEquals(SlotResult.DONE, next.get());
        assertEquals("6d00", answered());
        assertTrue(presence.isEmpty());
    }

    private static String zeros(int length) {
        return HexFormat.of().toHexDigits((short) length) + "00".repeat(length);
    }

    /** After these nobody could say which answer belongs to which command: the program is dropped. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "silence,                     '',                      MUTE",
        "half a length,               00,                      MUTE",
        "half a message,              000A 0102,               MUTE",
        "all but one byte of 65 535,  almost,                  MUTE",
        "two answers at once,         0002 9000 0002 6D00,     DONE",
        "a byte after the answer,     0002 9000 00,            DONE",
    })
    void a_program_is_dropped_after(String name, String sent, SlotResult expected) throws Exception {
        connect();
        powerOn();
        long began = System.nanoTime();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        program.reads();
        program.sends(sent.equals("almost") ? "FFFF" + "00".repeat(65_534) : sent);
        assertEquals(expected, done.get(), name);
        assertTrue(System.nanoTime() - began < 2_000_000_000L, "bounded");
        assertTrue(program.isDropped());
        isRemoved();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"before power on, false", "after power on, true"})
    void a_program_that_sends_what_nobody_asked_is_dropped(String name, boolean powered) throws Exception {
        connect();
        if (powered) {
            powerOn();
        }
        program.sends("00");
        assertTrue(program.isDropped(), name);
        isRemoved();
    }

    @Test
    void a_byte_now_and_then_does_not_lengthen_the_time() throws Exception {
        connect();
        powerOn();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        program.reads();
        program.sends("0100");
        long began = System.nanoTime();
        while (!done.isDone() && System.nanoTime() - began < 3_000_000_000L) {
            try {
                program.sends("00");
            } catch (IOException e) {
                break; // Dropped.
            }
            Thread.sleep(20);
        }
        assertEquals(SlotResult.MUTE, done.get());
        assertTrue(System.nanoTime() - began < 2_000_000_000L, "bounded");
    }

    @Test
    void a_program_that_leaves_during_a_command_is_absent() throws Exception {
        connect();
        powerOn();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        program.reads();
        program.close();
        assertEquals(SlotResult.ABSENT, done.get());
        isRemoved();
    }

    @Test
    void a_program_that_leaves_before_its_atr_is_absent() throws Exception {
        connect();
        CompletableFuture<SlotResult> on = CompletableFuture.supplyAsync(() -> slot.powerOn(atr.clear()));
        program.reads();
        program.close();
        assertEquals(SlotResult.ABSENT, on.get());
        isRemoved();
    }

    @Test
    void a_second_program_waits_and_is_the_next_card() throws Exception {
        connect();
        powerOn();
        try (HostileProgram second = new HostileProgram(slot.port())) {
            assertNull(presence.poll(200, TimeUnit.MILLISECONDS), "one card at a time");
            program.close();
            assertEquals("false vpcd", presence.poll(PRESENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals("true vpcd", presence.poll(PRESENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals(SlotResult.MUTE, transmit("00840000"), "the new card is without power");
            program = second;
            powerOn();
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"0", "1", "3", "65536", "65544"})
    void what_no_message_can_carry_is_answered_6700_and_not_sent(int length) throws Exception {
        connect();
        powerOn();
        assertEquals(SlotResult.DONE, slot.transmit(ByteBuffer.allocateDirect(length), response.clear()));
        assertEquals("6700", answered());
        slot.powerOff();
        assertEquals("00", program.reads(), "nothing came before");
    }

    @Test
    void a_long_command_arrives_whole_and_stays_where_it_was() throws Exception {
        connect();
        powerOn();
        byte[] bytes = new byte[65_535];
        new Random(1).nextBytes(bytes);
        ByteBuffer command =
                ByteBuffer.allocateDirect(65_545).position(10).put(bytes).flip().position(10);
        CompletableFuture<SlotResult> done =
                CompletableFuture.supplyAsync(() -> slot.transmit(command, response.clear()));
        assertTrue(Arrays.equals(bytes, HexFormat.of().parseHex(program.reads())));
        program.sends("0002 9000");
        assertEquals(SlotResult.DONE, done.get());
        assertEquals(10, command.position());
    }

    /** A command may hold a PIN: no copy of it is made on the heap. */
    @Test
    void a_long_command_allocates_next_to_nothing() throws Exception {
        connect();
        powerOn();
        ByteBuffer command = ByteBuffer.allocateDirect(60_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long each = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(this::answers9000);
            long before = threads.getCurrentThreadAllocatedBytes();
            assertEquals(SlotResult.DONE, slot.transmit(command, response.clear()));
            each = Math.min(each, threads.getCurrentThreadAllocatedBytes() - before);
            answer.get();
        }
        assertTrue(each < 8_000, each + " bytes");
    }

    private void answers9000() {
        try {
            program.reads();
            program.sends("0002 9000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void closing_the_slot_ends_a_command_and_the_connection() throws Exception {
        connect();
        powerOn();
        int port = slot.port();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        program.reads();
        slot.close();
        assertEquals(SlotResult.ABSENT, done.get());
        assertTrue(program.isDropped());
        assertThrows(ConnectException.class, () -> new HostileProgram(port));
    }

    @Test
    void a_port_that_is_taken_is_said_in_a_sentence() throws Exception {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), slot.port());
        String said =
                assertThrows(IOException.class, () -> VpcdSlot.open(taken)).getMessage();
        assertTrue(said.startsWith("The slot for card programs cannot listen on "), said);
        assertTrue(said.endsWith("."), said);
    }
}
