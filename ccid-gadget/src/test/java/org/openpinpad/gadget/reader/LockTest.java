// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.ATR;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LEVEL;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpinpad.ccid.message.IccStatus;

/** The user ends an authorisation (decision 9): power-off, and one notice that the card was out and is in again. */
class LockTest {

    /** Where the lock meets a card that a PIN may have unlocked; a command that runs has bSeq B0h. */
    enum State {
        ACTIVE,
        BUSY,
        RESETTING,
        POWERING_OFF,
        ENTERING,
        CHECKING,
        ENTERING_BY_PPDU,
        ASKING,
        ALLOWED,
        ABORT_BY_CONTROL,
        ABORT_BY_BULK;

        EngineRig rig() {
            return switch (this) {
                case ACTIVE -> EngineRig.active();
                case BUSY -> EngineRig.busy();
                case RESETTING -> EngineRig.active().out(command(0x62, 0xB0));
                case POWERING_OFF -> EngineRig.active().out(command(0x63, 0xB0));
                case ENTERING -> EngineRig.entering();
                case CHECKING -> {
                    EngineRig rig = EngineRig.entering();
                    rig.pin.atCard = true;
                    yield rig;
                }
                case ENTERING_BY_PPDU -> EngineRig.enteringByPpdu();
                case ASKING -> EngineRig.asking();
                case ALLOWED -> EngineRig.asking().userAllows();
                case ABORT_BY_CONTROL -> EngineRig.aborting();
                case ABORT_BY_BULK -> EngineRig.active().out(command(0x72, 0xA0));
            };
        }

        boolean runs() {
            return switch (this) {
                case ACTIVE, ABORT_BY_CONTROL, ABORT_BY_BULK -> false;
                default -> true;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void the_card_is_powered_off_and_shown_as_newly_inserted(State state) {
        EngineRig rig = state.rig();
        rig.engine.lock();
        assertEquals("off", rig.card.jobs.getLast().kind());
        assertEquals(IccStatus.INACTIVE, rig.icc);
        assertEquals(ReaderListener.Bus.CONFIGURED, rig.bus);
        if (state.runs()) {
            int type = state == State.POWERING_OFF ? Reply.SLOT_STATUS : Reply.DATA_BLOCK;
            rig.reply().is(type, 0xB0).failed(Reply.INACTIVE, MUTE);
            assertEquals("present changed", rig.host.log.get(rig.host.log.size() - 1), "the answer comes first");
        }
        rig.silent();
        assertEquals("present changed", rig.notification());
        assertEquals("none", rig.notification());
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
        finishAbort(rig, state);
        rig.ask(xfr(1, SELECT)).is(Reply.DATA_BLOCK, 1).failed(Reply.INACTIVE, MUTE);
        rig.ask(xfr(2, EngineRig.PPDU_VERIFY)).is(Reply.DATA_BLOCK, 2).failed(Reply.INACTIVE, MUTE);
        rig.ask(EngineRig.secure(3)).is(Reply.DATA_BLOCK, 3).failed(Reply.INACTIVE, MUTE);
        rig.slotStatus(4).ok(Reply.INACTIVE, "");
        rig.worksAgain();
    }

    private static void finishAbort(EngineRig rig, State state) {
        if (state == State.ABORT_BY_CONTROL) {
            rig.ask(command(0x72, 0xA0)).is(Reply.SLOT_STATUS, 0xA0).ok(Reply.INACTIVE, "");
        } else if (state == State.ABORT_BY_BULK) {
            assertTrue(rig.engine.abort(0, 0xA0));
            rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.INACTIVE, "");
        }
    }

    /** What the user locked stays locked until the next power-on, whatever comes late. */
    @ParameterizedTest
    @EnumSource(State.class)
    void no_late_outcome_makes_the_card_active_again(State state) {
        for (boolean fails : new boolean[] {false, true}) {
            EngineRig rig = state.rig();
            rig.engine.lock();
            rig.host.replies.clear();
            while (!rig.card.jobs.isEmpty()) {
                FakeCard.Job job = rig.card.jobs.poll();
                if (fails) {
                    rig.engine.cardFailed(job.number(), MUTE);
                } else {
                    rig.engine.cardDone(job.number(), job.answer(job.kind().equals("off") ? "" : ATR));
                }
            }
            rig.engine.pinDone(0x9000);
            rig.engine.pinFailed(0xEF);
            rig.engine.allowed();
            rig.engine.refused(0x6985);
            rig.silent();
            assertEquals(IccStatus.INACTIVE, rig.icc);
            assertTrue(rig.card.jobs.isEmpty());
            finishAbort(rig, state);
            rig.slotStatus(1).ok(Reply.INACTIVE, "");
            rig.worksAgain();
        }
    }

    @Test
    void entry_and_question_end_for_their_own_reason() {
        for (EngineRig rig : List.of(EngineRig.entering(), EngineRig.enteringByPpdu())) {
            rig.engine.lock();
            assertFalse(rig.pin.open);
            assertEquals(List.of(PinPort.AbortReason.LOCKED), rig.pin.aborts);
        }
        EngineRig rig = EngineRig.asking();
        rig.engine.lock();
        assertFalse(rig.guard.open);
        assertEquals(List.of(PinPort.AbortReason.LOCKED), rig.guard.withdrawn);
        assertEquals(1, rig.card.jobs.size(), "the command does not reach the card");
    }

    @Test
    void what_is_not_active_is_locked_already() {
        EngineRig locked = EngineRig.active();
        locked.engine.lock();
        locked.forgetNotifications();
        locked.card.jobs.clear();
        EngineRig reset = EngineRig.active();
        reset.engine.deconfigured();
        reset.forgetNotifications();
        reset.card.jobs.clear();
        for (EngineRig rig : List.of(EngineRig.noCard(), EngineRig.inactive(), locked, reset)) {
            IccStatus before = rig.icc;
            rig.engine.lock();
            rig.silent();
            assertEquals("none", rig.notification());
            assertTrue(rig.card.jobs.isEmpty());
            assertEquals(before, rig.icc);
        }
    }

    /** Nothing is unlocked by it yet, and the host may go on. */
    @Test
    void a_first_power_on_under_way_is_not_disturbed() {
        EngineRig rig = EngineRig.inactive().out(command(0x62, 0xB0));
        rig.engine.lock();
        rig.silent();
        assertEquals("none", rig.notification());
        rig.cardAnswers("on", ATR).reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, ATR);
        rig.worksAgain();
    }

    @Test
    void a_card_that_is_gone_already_is_not_shown_as_present() {
        EngineRig rig = EngineRig.active();
        rig.card.present = false; // the slot's notice of it comes a moment later
        rig.engine.lock();
        assertEquals("absent changed", rig.notification());
        assertEquals("none", rig.notification());
        rig.slotStatus(1).ok(Reply.ABSENT, "");
        rig.pull();
        assertEquals("absent changed", rig.notification());
        rig.worksAgain();
    }

    @Test
    void half_a_command_and_the_rest_of_a_response_are_gone() {
        EngineRig command = EngineRig.activeWithShortMessages();
        command.ask(xfr(1, "0100", "00A40400")).chain(0x10);
        command.engine.lock();
        command.cardAnswers("off", "").powered();
        command.ask(xfr(2, "0200", "023F00")).is(Reply.DATA_BLOCK, 2).failed(Reply.ACTIVE, BAD_LEVEL);
        command.worksAgain();

        EngineRig response = EngineRig.activeWithShortMessages();
        response.out(xfr(1, SELECT)).cardAnswers("apdu", pattern(600)).reply().chain(1);
        response.engine.lock();
        response.ask(xfr(2, "1000", "")).is(Reply.DATA_BLOCK, 2).failed(Reply.INACTIVE, MUTE);
        response.cardAnswers("off", "").powered();
        response.ask(xfr(3, "1000", "")).is(Reply.DATA_BLOCK, 3).failed(Reply.ACTIVE, BAD_LEVEL);
        response.worksAgain();
    }

    /** The host asks again at once: the power-off comes in front of the power-on. */
    @Test
    void the_next_power_on_waits_for_the_power_off() {
        EngineRig rig = EngineRig.active();
        rig.engine.lock();
        rig.out(command(0x62, 9));
        rig.engine.cardDone(rig.card.next("off").number(), 0);
        rig.silent();
        assertEquals(IccStatus.INACTIVE, rig.icc);
        rig.cardAnswers("on", ATR).reply().is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, ATR);
        rig.worksAgain();
    }

    @Test
    void twice_is_once() {
        EngineRig rig = EngineRig.busy();
        rig.engine.lock();
        rig.engine.lock();
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.INACTIVE, MUTE);
        rig.silent();
        assertEquals("present changed", rig.notification());
        assertEquals("none", rig.notification());
        rig.worksAgain();
    }
}
