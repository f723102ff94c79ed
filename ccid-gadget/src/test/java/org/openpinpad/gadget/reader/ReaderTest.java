// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.hex;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpinpad.ccid.descriptor.CcidDescriptor;

/** The reader with its threads: a card that answers from another thread, a host that reads or does not. */
@Timeout(20)
class ReaderTest {

    private static final int WAIT_MS = 5_000;

    /** A host that takes what is written to it while its gate is open. */
    private static final class Host implements HostWriter {
        final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        final BlockingQueue<String> notifications = new LinkedBlockingQueue<>();
        private boolean reads = true;
        private boolean away;
        private int resets;
        private int writers;

        @Override
        public boolean bulkIn(ByteBuffer message) {
            synchronized (this) {
                assertEquals(0, writers, "one thread at a time");
                writers++;
                boolean there = awaitGate();
                writers--;
                if (!there) {
                    return false;
                }
            }
            return replies.add(Reply.of(hex(message)));
        }

        private boolean awaitGate() {
            int before = resets;
            try {
                while (!reads && !away && resets == before) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            return !away && resets == before;
        }

        @Override
        public boolean interruptIn(ByteBuffer notification) {
            return notifications.add(hex(notification));
        }

        synchronized void reads(boolean now) {
            reads = now;
            notifyAll();
        }

        synchronized void away(boolean now) {
            away = now;
            resets++;
            notifyAll();
        }

        Reply next() throws InterruptedException {
            Reply reply = replies.poll(WAIT_MS, TimeUnit.MILLISECONDS);
            assertNotNull(reply, "the host waits for an answer");
            return reply;
        }

        Reply nextFinal() throws InterruptedException {
            Reply reply = next();
            while (!reply.isFinal()) {
                reply = next();
            }
            return reply;
        }
    }

    /** A slot with its own thread, which keeps the newest job while one is under way, and answers what it was sent. */
    private static final class Card implements CardPort, AutoCloseable {
        @Override
        public void dispatch() {}

        @Override
        public void carryOut() {}

        private record Job(int number, boolean on, ByteBuffer command, ByteBuffer response) {}

        private final Thread thread = new Thread(this::work, "slot-0");
        final CountDownLatch stuck = new CountDownLatch(1);
        private Reader reader;
        private Job waiting;
        private boolean open = true;
        volatile int delayMicros;

        void start(Reader itsReader) {
            reader = itsReader;
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public boolean present() {
            return true;
        }

        @Override
        public void powerOn(int job, ByteBuffer atr) {
            submit(new Job(job, true, null, atr));
        }

        @Override
        public void powerOff(int job) {
            submit(new Job(job, false, null, null));
        }

        @Override
        public void transmit(int job, ByteBuffer command, ByteBuffer response) {
            submit(new Job(job, false, command, response));
        }

        private synchronized void submit(Job job) {
            waiting = job;
            notifyAll();
        }

        synchronized void open(boolean now) {
            open = now;
            notifyAll();
        }

        private synchronized Job take() throws InterruptedException {
            while (waiting == null) {
                wait();
            }
            Job job = waiting;
            waiting = null;
            return job;
        }

        private synchronized void awaitOpen() throws InterruptedException {
            while (!open) {
                stuck.countDown();
                wait();
            }
        }

        private void work() {
            try {
                while (true) {
                    Job job = take();
                    String asked = job.command == null ? "" : hex(job.command);
                    awaitOpen();
                    TimeUnit.MICROSECONDS.sleep(delayMicros);
                    String now = job.command == null ? "" : hex(job.command);
                    reader.cardDone(job.number, answer(job, asked.equals(now) ? asked + "9000" : "DEAD"));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static int answer(Job job, String echo) {
            if (job.response == null) {
                return 0;
            }
            byte[] bytes = bytes(job.on ? EngineRig.ATR : echo);
            job.response.put(bytes);
            return bytes.length;
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    private final Host host = new Host();
    private final Card card = new Card();
    private final FakePin pin = new FakePin();
    private Reader reader;
    private ByteBuffer buffer;

    private void start(CcidDescriptor descriptor) throws InterruptedException {
        reader = new Reader(descriptor, ReaderIdentity.DEFAULT, card, pin, (bus, icc) -> {});
        card.start(reader);
        reader.connect(host);
        reader.configured();
        out(command(0x62, 0xEE));
        host.nextFinal().is(Reply.DATA_BLOCK, 0xEE).ok(Reply.ACTIVE, EngineRig.ATR);
    }

    private void start() throws InterruptedException {
        start(ReaderProfile.descriptor(3));
    }

    @AfterEach
    void stop() {
        host.away(true);
        card.close();
        reader.close();
    }

    /** What a transport does with a message: it goes on with its buffer, or with another when the reader keeps that. */
    private void out(String frame) throws InterruptedException {
        if (buffer == null) {
            buffer = reader.freeBuffer();
        }
        buffer.clear().put(bytes(frame)).flip();
        if (reader.message(buffer)) {
            buffer = null;
        }
    }

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
    void the_profile_is_the_one_that_hosts_get_on_with() {
        CcidDescriptor descriptor = ReaderProfile.descriptor(3);
        assertEquals(0x0110, descriptor.bcdCcid());
        assertEquals(0x000404BA, descriptor.features());
        assertEquals(65_554, descriptor.maxCcidMessageLength());
        assertTrue(descriptor.maxCcidMessageLength() % 64 != 0 && descriptor.maxCcidMessageLength() % 512 != 0);
        assertEquals(0, descriptor.maxSlotIndex());
        assertEquals(1, descriptor.maxCcidBusySlots());
        assertEquals(7, descriptor.voltageSupport());
        assertEquals(3, descriptor.protocols());
        assertEquals(254, descriptor.maxIfsd());
        assertEquals(0xFF, descriptor.classGetResponse());
        assertEquals(0xFF, descriptor.classEnvelope());
        assertTrue(descriptor.numDataRatesSupported() >= 1 && descriptor.numClockSupported() >= 1);
        assertEquals(0, descriptor.mechanical() | descriptor.synchProtocols());
        for (int pinSupport = 0; pinSupport < 4; pinSupport++) {
            assertEquals(pinSupport, ReaderProfile.descriptor(pinSupport).pinSupport());
        }
        reader = new Reader(descriptor, ReaderIdentity.DEFAULT, card, pin, (bus, icc) -> {});
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

    @Test
    void a_host_that_does_not_read_makes_messages_wait_and_a_bus_reset_frees_them() throws InterruptedException {
        start();
        host.reads(false);
        AtomicInteger sent = new AtomicInteger();
        Thread usbOut = new Thread(() -> {
            try {
                for (int i = 0; i < 1_000; i++) {
                    out(command(0x65, i & 0xFF));
                    sent.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        usbOut.start();
        int stopped = steady(sent);
        assertTrue(stopped > 0 && stopped < 100, "the reader takes a bounded number of messages: " + stopped);
        assertTrue(usbOut.isAlive());

        host.away(true); // a reset: the transport's writes come to nothing, and then it says so
        reader.deconfigured();
        usbOut.join(WAIT_MS);
        assertFalse(usbOut.isAlive(), "nothing waits for a host that is gone");
        Thread.sleep(50); // the writer comes to rest
        host.replies.clear();

        host.away(false);
        host.reads(true);
        reader.configured();
        out(command(0x65, 0xD1));
        host.nextFinal().is(Reply.SLOT_STATUS, 0xD1).ok(Reply.INACTIVE, "");
        assertTrue(host.replies.isEmpty());
    }

    @Test
    void answers_that_waited_for_the_host_are_complete_and_in_order() throws InterruptedException {
        start();
        host.reads(false);
        Thread usbOut = new Thread(() -> {
            try {
                for (int i = 0; i < 200; i++) {
                    out(command(0x65, i));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        usbOut.start();
        Thread.sleep(50);
        host.reads(true);
        for (int i = 0; i < 200; i++) {
            host.nextFinal().is(Reply.SLOT_STATUS, i).ok(Reply.ACTIVE, "");
        }
        usbOut.join(WAIT_MS);
    }

    @Test
    void a_long_answer_stays_as_it_is_until_the_host_has_read_it() throws InterruptedException {
        start();
        host.reads(false);
        String first = "00A4" + pattern(1_000);
        String second = "00CA" + pattern(1_500);
        out(xfr(1, first));
        Thread usbOut = new Thread(() -> {
            try {
                Thread.sleep(30);
                out(xfr(2, second));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        usbOut.start();
        Thread.sleep(80);
        host.reads(true);
        host.nextFinal().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, first + "9000");
        Reply reply = host.nextFinal().is(Reply.DATA_BLOCK, 2);
        if (reply.command() == Reply.PROCESSED) {
            reply.ok(Reply.ACTIVE, second + "9000");
        } else {
            reply.failed(EngineRig.BUSY);
        }
        usbOut.join(WAIT_MS);
    }

    /** Buffers that given-up commands still hold must not be all there are: the abort itself needs one. */
    @Test
    void a_card_that_is_stuck_does_not_use_up_the_buffers() throws InterruptedException {
        start();
        card.open(false);
        for (int i = 0; i < 10; i++) {
            int seq = 0x10 + i;
            List<String> frames = new ArrayList<>(List.of(xfr(seq, "00CA" + pattern(10 + i)), command(0x72, 0x40 + i)));
            for (String frame : frames) {
                Thread usbOut = new Thread(() -> {
                    try {
                        out(frame);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                usbOut.start();
                usbOut.join(WAIT_MS);
                assertFalse(usbOut.isAlive(), "there is a buffer for " + frame);
            }
            host.nextFinal().is(Reply.DATA_BLOCK, seq);
            assertTrue(reader.abort(0, 0x40 + i));
            host.nextFinal().is(Reply.SLOT_STATUS, 0x40 + i).ok(Reply.ACTIVE, "");
        }
        card.open(true);
        String apdu = "00B0" + pattern(20);
        Reply reply;
        do {
            out(xfr(0x60, apdu));
            reply = host.nextFinal().is(Reply.DATA_BLOCK, 0x60);
        } while (reply.error() == EngineRig.BUSY);
        reply.ok(Reply.ACTIVE, apdu + "9000");
    }

    @Test
    void all_buffers_come_back_after_many_aborts() throws InterruptedException {
        start();
        card.delayMicros = 100;
        for (int i = 0; i < 300; i++) {
            int seq = i & 0x7F;
            out(xfr(seq, "00CA" + pattern(10 + i % 100)));
            assertTrue(reader.abort(0, 0x80 + seq));
            Reply reply = host.nextFinal().is(Reply.DATA_BLOCK, seq);
            assertTrue(reply.command() == Reply.PROCESSED
                    || reply.error() == EngineRig.ABORTED
                    || reply.error() == EngineRig.BUSY);
            out(command(0x72, 0x80 + seq));
            host.nextFinal().is(Reply.SLOT_STATUS, 0x80 + seq).ok(Reply.ACTIVE, "");
        }
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

    /** The count when it has not changed for a while. */
    private static int steady(AtomicInteger count) throws InterruptedException {
        int last = -1;
        while (last != count.get()) {
            last = count.get();
            Thread.sleep(100);
        }
        return last;
    }
}
