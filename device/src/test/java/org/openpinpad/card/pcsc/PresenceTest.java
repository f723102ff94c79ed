// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpinpad.card.SlotResult;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.linux.Libc;

/** Cards, readers and the service come and go. */
@Timeout(30)
class PresenceTest {

    private static final Waits SHORT = new Waits(200, 10, 10_000, 2_000);

    private final FakePcsc pcsc = new FakePcsc();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private PcscSlot slot;

    @BeforeEach
    void open() throws SlotUnavailable, InterruptedException {
        slot = PcscSlot.open(Libc.load(), pcsc, "ACME", told::add, SHORT);
        slot.listen(present -> told.add(present ? "came" : "went"));
        pcsc.awaitWatcher();
    }

    @AfterEach
    void close() {
        slot.close();
    }

    private void tells(String... sentences) throws InterruptedException {
        for (String sentence : sentences) {
            assertEquals(sentence, told.poll(10, TimeUnit.SECONDS));
        }
    }

    private SlotResult powerOn() {
        return slot.powerOn(ByteBuffer.allocateDirect(33));
    }

    private SlotResult transmit() {
        return slot.transmit(ByteBuffer.allocateDirect(4), ByteBuffer.allocateDirect(258));
    }

    @Test
    void what_is_in_the_slot_is_known_before_anything_is_told() throws InterruptedException {
        assertTrue(slot.present());
        assertNull(told.poll(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void a_card_that_is_pulled_has_lost_its_power_when_it_comes_again() throws InterruptedException {
        assertEquals(SlotResult.DONE, powerOn());
        pcsc.pull();
        tells("went");
        assertFalse(slot.present());
        assertFalse(slot.powered());
        assertEquals(SlotResult.ABSENT, transmit());
        assertEquals(SlotResult.ABSENT, powerOn());
        pcsc.insert();
        tells("came");
        assertFalse(slot.powered());
        assertEquals(SlotResult.MUTE, transmit());
        assertEquals(SlotResult.DONE, powerOn());
        assertEquals(SlotResult.DONE, transmit());
    }

    @Test
    void a_card_exchanged_between_two_looks_has_gone_and_come() throws InterruptedException {
        assertEquals(SlotResult.DONE, powerOn());
        pcsc.exchangeCard();
        tells("went", "came");
        assertEquals(SlotResult.MUTE, transmit());
    }

    @Test
    void a_service_that_is_restarted_is_found_again() throws InterruptedException {
        assertEquals(SlotResult.DONE, powerOn());
        pcsc.stop();
        tells("went");
        String first = told.poll(10, TimeUnit.SECONDS);
        assertTrue(first.startsWith("The card reader "), first);
        assertEquals(SlotResult.ABSENT, powerOn());
        pcsc.start();
        for (String next = ""; !next.equals("came"); ) {
            next = told.poll(10, TimeUnit.SECONDS);
            assertTrue(next.equals("came") || next.startsWith("The card reader "), next);
        }
        assertEquals(SlotResult.DONE, powerOn());
        assertEquals(SlotResult.DONE, transmit());
    }

    /** The service is away for so short a time that only the card's connection suffers. */
    @Test
    void a_connection_to_an_earlier_service_is_replaced() throws InterruptedException {
        assertEquals(SlotResult.DONE, powerOn());
        pcsc.start();
        tells("went");
        while (!slot.present()) {
            Thread.sleep(5);
        }
        assertEquals(SlotResult.MUTE, transmit());
        assertEquals(SlotResult.DONE, powerOn());
        assertEquals(SlotResult.DONE, transmit());
    }

    @Test
    void a_reader_that_is_unplugged_may_come_back_by_another_name() throws InterruptedException {
        assertEquals(SlotResult.DONE, powerOn());
        pcsc.readers();
        tells(
                "went",
                "The card reader \"ACME Reader 00 00\" is gone, for the PC/SC service does not know this reader, or not any"
                        + " more; it is used again when it is back.",
                "The PC/SC service knows no card reader; plug one in, and check that its driver is installed"
                        + " (apt install libccid).");
        pcsc.readers("ACME Reader 01 00");
        tells("The card reader \"ACME Reader 01 00\" is back.", "came");
        pcsc.asked();
        assertEquals(SlotResult.DONE, powerOn());
        assertTrue(pcsc.asked().contains("connect ACME Reader 01 00 EXCLUSIVE 3"));
    }

    @Test
    void closing_ends_the_wait() {
        long began = System.nanoTime();
        slot.close();
        assertTrue(System.nanoTime() - began < 1_500_000_000L);
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("slot-0-presence")));
    }
}
