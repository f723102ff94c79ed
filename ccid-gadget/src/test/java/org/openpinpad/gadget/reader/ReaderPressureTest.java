// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that does not read, a card that is stuck: what waits is bounded, and all buffers come back. */
@Timeout(20)
class ReaderPressureTest extends ReaderRig {
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
