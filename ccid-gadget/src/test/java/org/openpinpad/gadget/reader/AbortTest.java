// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.ABORTED;
import static org.openpinpad.gadget.reader.EngineRig.ATR;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two halves of an abort (CCID 1.1 §5.3.1, §6.1.13) in all orders, and what it does to what runs. */
class AbortTest {

    enum Order {
        CONTROL_FIRST,
        BULK_FIRST
    }

    /** What runs with bSeq B0h when the abort comes. */
    enum Running {
        NOTHING,
        POWER_ON,
        POWER_OFF,
        XFR_BLOCK,
        SECURE,
        PPDU,
        QUESTION;

        EngineRig rig() {
            return switch (this) {
                case NOTHING -> EngineRig.active();
                case POWER_ON -> EngineRig.inactive().out(command(0x62, 0xB0));
                case POWER_OFF -> EngineRig.active().out(command(0x63, 0xB0));
                case XFR_BLOCK -> EngineRig.busy();
                case SECURE -> EngineRig.entering();
                case PPDU -> EngineRig.enteringByPpdu();
                case QUESTION -> EngineRig.asking();
            };
        }

        int answer() {
            return this == POWER_OFF ? Reply.SLOT_STATUS : Reply.DATA_BLOCK;
        }
    }

    static void control(EngineRig rig, int seq) {
        assertTrue(rig.engine.abort(0, seq));
    }

    static void bulk(EngineRig rig, int seq) {
        rig.out(command(0x72, seq));
    }

    private static void firstHalf(EngineRig rig, Order order) {
        if (order == Order.CONTROL_FIRST) {
            control(rig, 0xA0);
        } else {
            bulk(rig, 0xA0);
        }
    }

    private static void secondHalf(EngineRig rig, Order order) {
        if (order == Order.CONTROL_FIRST) {
            bulk(rig, 0xA0);
        } else {
            control(rig, 0xA0);
        }
    }

    @ParameterizedTest
    @EnumSource(Running.class)
    void an_abort_ends_what_runs_and_is_answered_when_both_halves_are_there(Running running) {
        for (Order order : Order.values()) {
            EngineRig rig = running.rig();
            firstHalf(rig, order);
            if (running != Running.NOTHING) {
                rig.reply().is(running.answer(), 0xB0).failed(ABORTED);
            }
            rig.silent();
            assertFalse(rig.pin.open);
            assertFalse(rig.guard.open);
            secondHalf(rig, order);
            Reply done = rig.reply().is(Reply.SLOT_STATUS, 0xA0);
            done.ok(done.icc(), "");
            rig.worksAgain();
        }
    }

    @ParameterizedTest
    @EnumSource(Running.class)
    void what_the_card_answers_late_is_nobodys_answer(Running running) {
        for (Order order : Order.values()) {
            for (boolean fails : new boolean[] {false, true}) {
                EngineRig rig = running.rig();
                firstHalf(rig, order);
                rig.host.replies.clear();
                lateAnswers(rig, fails);
                rig.silent();
                secondHalf(rig, order);
                rig.reply().is(Reply.SLOT_STATUS, 0xA0);
                rig.worksAgain();
            }
        }
    }

    private static void lateAnswers(EngineRig rig, boolean fails) {
        while (!rig.card.jobs.isEmpty()) {
            FakeCard.Job job = rig.card.jobs.poll();
            if (fails) {
                rig.engine.cardFailed(job.number(), EngineRig.MUTE);
            } else {
                rig.engine.cardDone(job.number(), job.answer(job.kind().equals("off") ? "" : "6A82"));
            }
        }
    }

    @Test
    void a_late_answer_is_not_taken_for_that_of_the_next_command() {
        EngineRig rig = EngineRig.busy();
        control(rig, 0xA0);
        bulk(rig, 0xA0);
        rig.host.replies.clear();
        rig.out(xfr(0xB1, "00CA006E00"));
        FakeCard.Job first = rig.card.next("apdu");
        rig.engine.cardDone(first.number(), first.answer("6F00"));
        rig.silent();
        rig.cardAnswers("apdu", "1234 9000");
        rig.reply().is(Reply.DATA_BLOCK, 0xB1).ok(Reply.ACTIVE, "12349000");
        rig.worksAgain();
    }

    /** Two given-up commands may lie in their frames; then the slot is busy until the card is done with the first. */
    @Test
    void of_many_aborted_commands_only_the_last_one_is_answered() {
        EngineRig rig = EngineRig.active();
        for (int i = 0; i < 20; i++) {
            rig.out(xfr(i, SELECT));
            boolean taken = rig.host.replies.isEmpty();
            control(rig, 0xA0);
            rig.reply().is(Reply.DATA_BLOCK, i).failed(taken ? ABORTED : EngineRig.BUSY);
            assertEquals(i < 2, taken, "command " + i);
            bulk(rig, 0xA0);
            rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
        }
        assertTrue(rig.card.replaced.isEmpty());
        rig.engine.cardDone(rig.card.next("apdu").number(), 2);
        rig.silent();
        rig.out(xfr(0xB1, "00CA006E00"));
        rig.engine.cardDone(rig.card.next("apdu").number(), 2);
        rig.silent();
        assertEquals("00CA006E00", rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 0xB1).ok(Reply.ACTIVE, "9000");
        rig.worksAgain();
    }

    /** The card (or the filter in front of it) may still read the command that the host has given up. */
    @Test
    void a_chained_command_is_not_overwritten_while_a_given_up_job_may_read_it() {
        EngineRig rig = EngineRig.active();
        rig.ask(xfr(1, "0100", "00A40400"));
        rig.out(xfr(2, "0200", "02 3F00"));
        control(rig, 0xA0);
        bulk(rig, 0xA0);
        rig.host.replies.clear();
        FakeCard.Job underWay = rig.card.jobs.getFirst();
        rig.ask(xfr(3, "0100", "0020008106")).is(Reply.DATA_BLOCK, 3);
        rig.ask(xfr(4, "0200", "313233343536")).is(Reply.DATA_BLOCK, 4);
        assertTrue(underWay.commandIsIntact(), "what the slot reads is what was sent");
        rig.engine.cardDone(underWay.number(), underWay.answer("9000"));
        rig.card.jobs.clear();
        rig.silent();
        rig.ask(xfr(5, "0100", "00A4"))
                .is(Reply.DATA_BLOCK, 5)
                .ok(Reply.ACTIVE, "")
                .chain(0x10);
        rig.out(xfr(6, "0200", "0400"));
        assertEquals("00A40400", rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 6).ok(Reply.ACTIVE, "9000");
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void an_abort_ends_the_pin_entry_at_its_first_half(Order order) {
        EngineRig rig = EngineRig.entering();
        firstHalf(rig, order);
        assertEquals(List.of(PinPort.AbortReason.HOST), rig.pin.aborts);
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ACTIVE, ABORTED);
        secondHalf(rig, order);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
        rig.worksAgain();
    }

    @Test
    void an_aborted_slot_sends_no_time_extension() {
        EngineRig rig = EngineRig.busy();
        control(rig, 0xA0);
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(ABORTED);
        rig.ticksAt(rig.now + 10 * ReaderEngine.EXTENSION_INTERVAL_NS);
        rig.silent();
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
    }

    @Test
    void a_power_off_or_power_on_that_was_given_up_never_leaves_a_card_that_is_said_to_be_active() {
        for (int type : new int[] {0x62, 0x63}) {
            EngineRig rig = EngineRig.active().out(command(type, 0xB0));
            control(rig, 0xA0);
            bulk(rig, 0xA0);
            rig.host.replies.clear();
            lateAnswers(rig, type == 0x62);
            assertEquals(Reply.INACTIVE, rig.slotStatus(2).icc());
            rig.ask(xfr(3, SELECT)).is(Reply.DATA_BLOCK, 3).failed(Reply.INACTIVE, EngineRig.MUTE);
            rig.worksAgain();
        }
    }

    @Test
    void the_rest_of_a_response_is_gone_after_an_abort() {
        EngineRig rig = EngineRig.activeWithShortMessages();
        rig.out(xfr(1, SELECT)).cardAnswers("apdu", pattern(600)).reply().chain(1);
        control(rig, 0xA0);
        bulk(rig, 0xA0);
        rig.host.replies.clear();
        rig.ask(xfr(2, "1000", "")).is(Reply.DATA_BLOCK, 2).failed(EngineRig.BAD_LEVEL);
    }

    @Test
    void IccPowerOff_ends_a_pin_entry_whose_answer_comes_first() {
        for (EngineRig rig : List.of(EngineRig.entering(), EngineRig.enteringByPpdu())) {
            rig.out(command(0x63, 0xB1));
            assertEquals(List.of(PinPort.AbortReason.HOST), rig.pin.aborts);
            rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(ABORTED);
            rig.silent();
            rig.cardAnswers("off", "");
            rig.reply().is(Reply.SLOT_STATUS, 0xB1).ok(Reply.INACTIVE, "");
            rig.worksAgain();
        }
    }

    @Test
    void a_pin_outcome_after_the_abort_is_nobodys_answer() {
        EngineRig rig = EngineRig.entering();
        control(rig, 0xA0);
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(ABORTED);
        rig.engine.pinDone(0x9000);
        rig.engine.pinFailed(0xEF);
        rig.silent();
        bulk(rig, 0xA0);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0);
        rig.out(command(0x62, 0xB2));
        rig.engine.pinDone(0x9000);
        rig.silent();
        rig.cardAnswers("on", ATR).reply().is(Reply.DATA_BLOCK, 0xB2).ok(Reply.ACTIVE, ATR);
    }
}
