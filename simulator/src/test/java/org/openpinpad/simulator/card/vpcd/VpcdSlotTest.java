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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openpinpad.card.SlotResult;

/** The slot, and programs that are cards. */
class VpcdSlotTest extends WithVpcdSlot {
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
