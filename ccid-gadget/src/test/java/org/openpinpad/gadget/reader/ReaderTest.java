// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.hex;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpinpad.ccid.descriptor.CcidDescriptor;

/** The reader with its threads: one answer a message, in order, whoever does the card's work. */
@Timeout(20)
class ReaderTest extends ReaderRig {
    @Test
    void the_control_data_are_as_many_words_as_the_descriptor_says() throws InterruptedException {
        start();
        CcidDescriptor descriptor = reader.descriptor();
        assertEquals(
                4 * descriptor.numClockSupported(), reader.clockFrequencies().remaining());
        assertEquals(4 * descriptor.numDataRatesSupported(), reader.dataRates().remaining());
        assertEquals(descriptor.defaultClock(), word(reader.clockFrequencies()));
        assertEquals(descriptor.dataRate(), word(reader.dataRates()));
    }

    private static long word(ByteBuffer data) {
        byte[] b = bytes(hex(data));
        return (b[0] & 0xFF) | (b[1] & 0xFF) << 8 | (b[2] & 0xFF) << 16 | (b[3] & 0xFFL) << 24;
    }

    @Test
    void each_of_many_messages_gets_its_one_answer_in_order() throws InterruptedException {
        start();
        for (int i = 0; i < 3_000; i++) {
            int seq = i & 0xFF;
            switch (i % 4) {
                case 0 -> {
                    out(command(0x65, seq));
                    host.nextFinal().is(Reply.SLOT_STATUS, seq).ok(Reply.ACTIVE, "");
                }
                case 1 -> {
                    out(command(0x6C, seq));
                    host.nextFinal().is(Reply.PARAMETERS, seq);
                }
                default -> {
                    String apdu = "00A40400" + pattern(i % 300);
                    out(xfr(seq, apdu));
                    host.nextFinal().is(Reply.DATA_BLOCK, seq).ok(Reply.ACTIVE, apdu + "9000");
                }
            }
        }
        assertTrue(host.replies.isEmpty());
    }

    /** A host that does not wait for answers: each message still gets one, its own, and those of one kind stay in order. */
    @Test
    void a_host_that_does_not_wait_gets_one_answer_for_each_message_too() throws InterruptedException {
        start();
        card.delayMicros = 50;
        Random random = new Random(77);
        for (int round = 0; round < 20; round++) {
            Map<Integer, String> asked = new HashMap<>();
            for (int seq = 0; seq < 100; seq++) {
                String apdu = "00CA" + pattern(2 + random.nextInt(200));
                asked.put(seq, apdu);
                out(xfr(seq, apdu));
            }
            int lastDone = -1;
            while (!asked.isEmpty()) {
                Reply reply = host.nextFinal();
                String apdu = asked.remove(reply.seq());
                assertNotNull(apdu, "asked once, answered once: " + reply);
                if (reply.command() == Reply.PROCESSED) {
                    reply.is(Reply.DATA_BLOCK, reply.seq()).ok(Reply.ACTIVE, apdu + "9000");
                    assertTrue(reply.seq() > lastDone);
                    lastDone = reply.seq();
                } else {
                    reply.failed(Reply.ACTIVE, EngineRig.BUSY);
                }
            }
            assertTrue(lastDone >= 0, "the first one is carried out");
        }
        assertTrue(host.replies.isEmpty());
    }

    /** A transport with two reading threads: one does the card's work that it brought while the other reads on. */
    @Test
    void two_reading_threads_bring_one_answer_for_each_message() throws InterruptedException {
        start();
        BlockingQueue<String> endpoint = new LinkedBlockingQueue<>();
        ReentrantLock reading = new ReentrantLock();
        Runnable readAndWork = () -> {
            try {
                while (true) {
                    reading.lockInterruptibly();
                    try {
                        offer(endpoint.take());
                    } finally {
                        reading.unlock();
                    }
                    reader.work();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<Thread> threads = List.of(new Thread(readAndWork, "usb-out"), new Thread(readAndWork, "usb-out-2"));
        threads.forEach(Thread::start);
        for (int i = 0; i < 2_000; i++) {
            int seq = i & 0x7F;
            String apdu = "00A40400" + pattern(i % 300);
            endpoint.add(xfr(seq, apdu));
            if (i % 5 == 0) { // the other thread reads it while the first is at work
                endpoint.add(command(0x65, 0x80 + seq));
                Reply one = host.nextFinal();
                Reply two = host.nextFinal();
                boolean inOrder = one.seq() == seq;
                (inOrder ? two : one).is(Reply.SLOT_STATUS, 0x80 + seq);
                (inOrder ? one : two).is(Reply.DATA_BLOCK, seq).ok(Reply.ACTIVE, apdu + "9000");
            } else {
                host.nextFinal().is(Reply.DATA_BLOCK, seq).ok(Reply.ACTIVE, apdu + "9000");
            }
        }
        threads.forEach(Thread::interrupt);
        assertTrue(host.replies.isEmpty());
    }

    @Test
    void a_command_in_chained_parts_and_a_response_in_pieces_pass_through() throws InterruptedException {
        start(EngineRig.withMessageMax(271));
        String apdu = pattern(700);
        out(xfr(1, "0100", apdu.substring(0, 522)));
        host.nextFinal().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, "").chain(0x10);
        out(xfr(2, "0300", apdu.substring(522, 1044)));
        host.nextFinal().is(Reply.DATA_BLOCK, 2).ok(Reply.ACTIVE, "").chain(0x10);
        out(xfr(3, "0200", apdu.substring(1044)));
        StringBuilder response = new StringBuilder(
                host.nextFinal().is(Reply.DATA_BLOCK, 3).chain(1).data());
        out(xfr(4, "1000", ""));
        response.append(host.nextFinal().is(Reply.DATA_BLOCK, 4).chain(3).data());
        out(xfr(5, "1000", ""));
        response.append(host.nextFinal().is(Reply.DATA_BLOCK, 5).chain(2).data());
        assertEquals(apdu + "9000", response.toString());
    }

    @Test
    void a_bus_that_goes_or_sleeps_has_the_card_powered_off_without_another_message() throws InterruptedException {
        start();
        reader.suspended();
        assertTrue(card.powerOffs.tryAcquire(WAIT_MS, TimeUnit.MILLISECONDS));
        reader.resumed();
        reader.deconfigured();
        assertTrue(card.powerOffs.tryAcquire(WAIT_MS, TimeUnit.MILLISECONDS));
    }

    @Test
    void the_host_is_told_of_cards_and_only_of_the_newest_state() throws InterruptedException {
        start();
        assertEquals("5003", host.notifications.poll(WAIT_MS, TimeUnit.MILLISECONDS));
        reader.cardPresence(false);
        assertEquals("5002", host.notifications.poll(WAIT_MS, TimeUnit.MILLISECONDS));
        reader.cardPresence(true);
        assertEquals("5003", host.notifications.poll(WAIT_MS, TimeUnit.MILLISECONDS));
    }

    @Test
    void a_card_that_takes_long_is_excused_on_time() throws InterruptedException {
        start();
        card.open(false);
        long sent = System.nanoTime();
        out(xfr(9, "00A40400"));
        host.next().is(Reply.DATA_BLOCK, 9).extension(Reply.ACTIVE);
        long after = System.nanoTime() - sent;
        assertTrue(after >= ReaderEngine.EXTENSION_INTERVAL_NS, "not before its time: " + after);
        assertTrue(after < 2 * ReaderEngine.EXTENSION_INTERVAL_NS, "well below 3 s: " + after);
        card.open(true);
        host.nextFinal().is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, "00A404009000");
    }
}
