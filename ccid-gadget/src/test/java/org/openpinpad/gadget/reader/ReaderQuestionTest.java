// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions, PIN entries by pseudo-APDU and the lock, with the reader's threads and its few buffers. */
@Timeout(20)
class ReaderQuestionTest extends ReaderRig {

    private void rules(int ruling) {
        reader.run(() -> guard.ruling = ruling);
    }

    private void userAllows() {
        reader.run(() -> {
            assertTrue(guard.open);
            guard.open = false;
            reader.allowed();
        });
    }

    private void userRefuses() {
        reader.run(() -> {
            assertTrue(guard.open);
            guard.open = false;
            reader.refused(0x6985);
        });
    }

    /** Each question takes a message's buffer no longer than the message; the yes sets the slot to work by itself. */
    @Test
    void the_card_echoes_what_was_allowed_while_other_messages_fill_the_buffers() throws InterruptedException {
        start();
        for (int i = 0; i < 300; i++) {
            String apdu = "002A9E9A" + pattern(1 + i % 400);
            rules(GuardPort.ASK);
            out(xfr(1, apdu));
            for (int other = 2; other < 6; other++) {
                out(xfr(other, pattern(500)));
                host.nextFinal().is(Reply.DATA_BLOCK, other).failed(Reply.ACTIVE, EngineRig.BUSY);
            }
            rules(GuardPort.PASS);
            if (i % 3 == 0) {
                userRefuses();
                host.nextFinal().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, "6985");
            } else {
                userAllows();
                host.nextFinal().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, apdu + "9000");
            }
        }
        assertTrue(host.replies.isEmpty());
    }

    /** The slot is slow: an aborted command lies where a question would, which is not put; then it is. */
    @Test
    void an_allowed_command_that_is_aborted_is_not_overwritten_by_the_next_question() throws InterruptedException {
        start();
        for (int i = 0; i < 50; i++) {
            String apdu = "002A9E9A" + pattern(300);
            card.open(false);
            rules(GuardPort.ASK);
            out(xfr(1, apdu));
            userAllows();
            assertTrue(reader.abort(0, 9));
            host.nextFinal().is(Reply.DATA_BLOCK, 1).failed(Reply.ACTIVE, EngineRig.ABORTED);
            out(command(0x72, 9));
            host.nextFinal().is(Reply.SLOT_STATUS, 9).ok(Reply.ACTIVE, "");
            out(xfr(2, "00DA0000" + pattern(100)));
            host.nextFinal().is(Reply.DATA_BLOCK, 2).failed(Reply.ACTIVE, EngineRig.BUSY);
            rules(GuardPort.PASS);
            out(xfr(3, "00A40400")); // waits for the slot
            card.open(true); // which says DEAD if its command changed while it worked
            host.nextFinal().is(Reply.DATA_BLOCK, 3).ok(Reply.ACTIVE, "00A404009000");
        }
    }

    @Test
    void a_question_that_nobody_answers_ends_by_the_clock() throws InterruptedException {
        start();
        reader.run(() -> {
            guard.ruling = GuardPort.ASK;
            guard.deadlineNs = System.nanoTime() + 100_000_000L;
            guard.onTick = () -> {
                guard.deadlineNs = Long.MAX_VALUE;
                userRefuses();
            };
        });
        out(xfr(1, "002A9E9A"));
        host.nextFinal().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, "6985");
    }

    @Test
    void a_ppdu_keeps_no_buffer() throws InterruptedException {
        start();
        for (int i = 0; i < 50; i++) {
            out(xfr(1, EngineRig.PPDU_VERIFY));
            out(xfr(2, pattern(300)));
            host.nextFinal().is(Reply.DATA_BLOCK, 2).failed(Reply.ACTIVE, EngineRig.BUSY);
            reader.run(() -> {
                assertEquals(EngineRig.VERIFY.replace(" ", ""), pin.asked);
                pin.open = false;
                reader.pinDone(0x9000);
            });
            host.nextFinal().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, "9000");
        }
        reader.run(() -> assertEquals(List.of(), guard.judged));
    }

    @Test
    void a_locked_card_is_powered_off_without_another_message() throws InterruptedException {
        start();
        assertEquals("5003", host.notifications.poll(WAIT_MS, TimeUnit.MILLISECONDS));
        rules(GuardPort.ASK);
        out(xfr(1, "002A9E9A"));
        reader.run(reader::lock);
        host.nextFinal().is(Reply.DATA_BLOCK, 1).failed(Reply.INACTIVE, EngineRig.MUTE);
        assertTrue(card.powerOffs.tryAcquire(WAIT_MS, TimeUnit.MILLISECONDS));
        assertEquals("5003", host.notifications.poll(WAIT_MS, TimeUnit.MILLISECONDS));
        rules(GuardPort.PASS);
        out(command(0x62, 2));
        host.nextFinal().is(Reply.DATA_BLOCK, 2).ok(Reply.ACTIVE, EngineRig.ATR);
        assertTrue(host.notifications.isEmpty());
    }
}
