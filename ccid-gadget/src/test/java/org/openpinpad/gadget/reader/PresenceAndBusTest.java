// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.ATR;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpinpad.ccid.message.IccStatus;

/** Cards that come and go (CCID 1.1 §6.3.1), bus reset, disconnect, suspend and resume, each in each state. */
class PresenceAndBusTest {

    /** Where the event meets the reader; a command that runs has bSeq B0h. */
    enum State {
        INACTIVE,
        ACTIVE,
        POWERING_ON,
        POWERING_OFF,
        BUSY,
        ENTERING,
        ENTERING_BY_PPDU,
        ASKING,
        ABORT_BY_CONTROL,
        ABORT_BY_BULK;

        EngineRig rig() {
            return switch (this) {
                case INACTIVE -> EngineRig.inactive();
                case ACTIVE -> EngineRig.active();
                case POWERING_ON -> EngineRig.inactive().out(command(0x62, 0xB0));
                case POWERING_OFF -> EngineRig.active().out(command(0x63, 0xB0));
                case BUSY -> EngineRig.busy();
                case ENTERING -> EngineRig.entering();
                case ENTERING_BY_PPDU -> EngineRig.enteringByPpdu();
                case ASKING -> EngineRig.asking();
                case ABORT_BY_CONTROL -> EngineRig.aborting();
                case ABORT_BY_BULK -> EngineRig.active().out(command(0x72, 0xB0));
            };
        }

        boolean runs() {
            return switch (this) {
                case INACTIVE, ACTIVE, ABORT_BY_CONTROL, ABORT_BY_BULK -> false;
                case POWERING_ON, POWERING_OFF, BUSY, ENTERING, ENTERING_BY_PPDU, ASKING -> true;
            };
        }

        int answer() {
            return this == POWERING_OFF ? Reply.SLOT_STATUS : Reply.DATA_BLOCK;
        }

        boolean aborts() {
            return this == ABORT_BY_CONTROL || this == ABORT_BY_BULK;
        }
    }

    private static void finishAbort(EngineRig rig, State state, int icc) {
        if (state == State.ABORT_BY_CONTROL) {
            rig.ask(command(0x72, 0xA0)).is(Reply.SLOT_STATUS, 0xA0).ok(icc, "");
        } else if (state == State.ABORT_BY_BULK) {
            assertTrue(rig.engine.abort(0, 0xB0));
            rig.reply().is(Reply.SLOT_STATUS, 0xB0).ok(icc, "");
        }
    }

    private static void lateAnswers(EngineRig rig) {
        while (!rig.card.jobs.isEmpty()) {
            FakeCard.Job job = rig.card.jobs.poll();
            rig.engine.cardDone(job.number(), job.answer(job.kind().equals("off") ? "" : ATR));
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void a_pulled_card_ends_what_runs_and_is_reported(State state) {
        EngineRig rig = state.rig();
        rig.pull();
        assertFalse(rig.pin.open);
        assertFalse(rig.guard.open);
        if (state.runs()) {
            rig.reply().is(state.answer(), 0xB0).failed(Reply.ABSENT, MUTE);
            assertEquals("absent changed", rig.host.log.get(rig.host.log.size() - 1), "the answer comes first");
        }
        assertEquals("absent changed", rig.notification());
        assertEquals(IccStatus.ABSENT, rig.icc);
        rig.silent();
        finishAbort(rig, state, Reply.ABSENT);
        rig.slotStatus(2).ok(Reply.ABSENT, "");
        rig.ask(xfr(3, SELECT)).is(Reply.DATA_BLOCK, 3).failed(Reply.ABSENT, MUTE);
        rig.ask(EngineRig.secure(4)).is(Reply.DATA_BLOCK, 4).failed(Reply.ABSENT, MUTE);
        rig.ask(command(0x62, 5)).is(Reply.DATA_BLOCK, 5).failed(Reply.ABSENT, MUTE);
        rig.worksAgain();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void a_card_that_comes_back_is_new_and_inactive_whatever_the_old_one_answers(State state) {
        EngineRig rig = state.rig();
        rig.pull().insert();
        rig.host.replies.clear();
        assertEquals("absent changed", rig.notification());
        assertEquals("present changed", rig.notification());
        finishAbort(rig, state, Reply.INACTIVE);
        lateAnswers(rig);
        rig.silent();
        rig.slotStatus(2).ok(Reply.INACTIVE, "");
        rig.ask(xfr(3, SELECT)).is(Reply.DATA_BLOCK, 3).failed(Reply.INACTIVE, MUTE);
        rig.worksAgain();
    }

    @Test
    void a_pull_wipes_the_entry_for_its_own_reason() {
        EngineRig rig = EngineRig.entering();
        rig.pull();
        assertEquals(List.of(PinPort.AbortReason.CARD_REMOVED), rig.pin.aborts);
    }

    @Test
    void a_card_that_fails_because_it_is_gone_is_absent_in_the_answer() {
        EngineRig rig = EngineRig.busy();
        rig.card.present = false; // the slot's notice of it comes a moment later
        rig.cardFails("apdu", MUTE).reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ABSENT, MUTE);
        rig.pull();
        rig.silent();
        EngineRig entering = EngineRig.entering();
        entering.card.present = false;
        entering.pinFails(MUTE).reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ABSENT, MUTE);
        rig.silent();
        assertEquals("absent changed", rig.notification());
        rig.worksAgain();
    }

    @Test
    void an_inserted_card_is_reported_and_not_powered() {
        EngineRig rig = EngineRig.noCard();
        rig.insert();
        assertEquals("present changed", rig.notification());
        assertTrue(rig.card.jobs.isEmpty());
        rig.slotStatus(1).ok(Reply.INACTIVE, "");
        rig.worksAgain();
    }

    @Test
    void nobody_is_told_of_cards_before_the_bus_is_configured() {
        EngineRig rig = EngineRig.noCard();
        rig.engine.deconfigured();
        rig.forgetNotifications();
        rig.insert();
        assertEquals("none", rig.notification());
        rig.engine.configured();
        assertEquals("present changed", rig.notification());
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void a_bus_reset_ends_everything_without_an_answer_and_locks_the_card(State state) {
        EngineRig rig = state.rig();
        rig.engine.deconfigured();
        rig.silent();
        assertFalse(rig.pin.open);
        assertFalse(rig.guard.open);
        assertEquals(1, rig.host.clears);
        assertEquals(ReaderListener.Bus.NOT_CONFIGURED, rig.bus);
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
        if (state != State.INACTIVE) {
            assertEquals("off", rig.card.jobs.getLast().kind(), "a new host must not find the card unlocked");
        }
        rig.engine.configured();
        lateAnswers(rig);
        rig.silent();
        assertEquals("present changed", rig.notification());
        rig.slotStatus(1).ok(Reply.INACTIVE, ""); // and not "aborted": the halves are forgotten
        rig.ask(xfr(2, SELECT)).is(Reply.DATA_BLOCK, 2).failed(Reply.INACTIVE, MUTE);
        rig.worksAgain();
    }

    /** It waited for its turn, or for room, while the bus was reset. */
    @Test
    void a_message_of_a_host_that_is_gone_is_neither_carried_out_nor_answered() {
        EngineRig rig = EngineRig.active();
        rig.engine.deconfigured();
        lateAnswers(rig);
        for (String late : new String[] {
            command(0x62, 1),
            xfr(2, SELECT),
            EngineRig.secure(3),
            command(0x65, 4),
            command(0x72, 5),
            "6A",
            command(0, 6)
        }) {
            rig.out(late);
        }
        assertTrue(rig.card.jobs.isEmpty());
        assertEquals(0, rig.pin.begins);
        rig.engine.configured();
        rig.silent();
        rig.worksAgain();
    }

    @Test
    void a_bus_reset_or_suspend_wipes_the_entry_for_its_own_reason() {
        EngineRig reset = EngineRig.entering();
        reset.engine.deconfigured();
        assertEquals(List.of(PinPort.AbortReason.BUS), reset.pin.aborts);
        EngineRig suspend = EngineRig.entering();
        suspend.engine.suspended();
        assertEquals(List.of(PinPort.AbortReason.BUS), suspend.pin.aborts);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void after_suspend_and_resume_the_card_is_newly_inserted(State state) {
        EngineRig rig = state.rig();
        rig.engine.suspended();
        assertFalse(rig.pin.open);
        assertFalse(rig.guard.open);
        assertEquals(ReaderListener.Bus.SUSPENDED, rig.bus);
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
        if (state.runs()) {
            Reply reply = rig.reply().is(state.answer(), 0xB0);
            reply.failed(reply.error());
        }
        rig.silent();
        if (state != State.INACTIVE) {
            assertEquals("off", rig.card.jobs.getLast().kind(), "a sleeping reader leaves no card unlocked");
        }
        rig.engine.resumed();
        assertEquals(ReaderListener.Bus.CONFIGURED, rig.bus);
        lateAnswers(rig);
        rig.silent();
        assertEquals("present changed", rig.notification());
        finishAbort(rig, state, Reply.INACTIVE);
        rig.slotStatus(1).ok(Reply.INACTIVE, "");
        rig.worksAgain();
    }

    @Test
    void suspend_before_configuration_and_stray_resume_are_nothing() {
        EngineRig rig = EngineRig.active();
        rig.engine.resumed();
        assertEquals(ReaderListener.Bus.CONFIGURED, rig.bus);
        rig.slotStatus(1).ok(Reply.ACTIVE, "");
        rig.engine.deconfigured();
        rig.engine.suspended();
        rig.engine.resumed();
        assertEquals(ReaderListener.Bus.NOT_CONFIGURED, rig.bus);
        rig.engine.configured();
        rig.forgetNotifications();
        rig.worksAgain();
    }

    @Test
    void the_listener_knows_bus_and_card() {
        EngineRig rig = EngineRig.active();
        assertEquals(IccStatus.ACTIVE, rig.icc);
        rig.out(command(0x63, 1)).cardAnswers("off", "");
        assertEquals(IccStatus.INACTIVE, rig.icc);
        rig.pull();
        assertEquals(IccStatus.ABSENT, rig.icc);
        assertEquals(ReaderListener.Bus.CONFIGURED, rig.bus);
    }
}
