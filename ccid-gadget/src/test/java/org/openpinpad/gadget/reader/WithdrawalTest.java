// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.AbortTest.bulk;
import static org.openpinpad.gadget.reader.AbortTest.control;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.ABORTED;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ends a question before the user has answered it, and answers that come late. */
class WithdrawalTest {

    enum Withdrawal {
        ABORT_BY_CONTROL(PinPort.AbortReason.HOST),
        ABORT_BY_BULK(PinPort.AbortReason.HOST),
        POWER_OFF(PinPort.AbortReason.HOST),
        PULL(PinPort.AbortReason.CARD_REMOVED),
        BUS_RESET(PinPort.AbortReason.BUS),
        SUSPEND(PinPort.AbortReason.BUS),
        LOCK(PinPort.AbortReason.LOCKED);

        final PinPort.AbortReason reason;

        Withdrawal(PinPort.AbortReason reason) {
            this.reason = reason;
        }

        void happensTo(EngineRig rig) {
            switch (this) {
                case ABORT_BY_CONTROL -> control(rig, 0xA0);
                case ABORT_BY_BULK -> bulk(rig, 0xA0);
                case POWER_OFF -> rig.out(command(0x63, 0xB1));
                case PULL -> rig.pull();
                case BUS_RESET -> rig.engine.deconfigured();
                case SUSPEND -> rig.engine.suspended();
                case LOCK -> rig.engine.lock();
            }
        }

        /** What the PC is told about the command; nothing after a bus reset. */
        void answers(EngineRig rig) {
            switch (this) {
                case ABORT_BY_CONTROL, ABORT_BY_BULK, POWER_OFF, SUSPEND ->
                    rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ACTIVE, ABORTED);
                case PULL -> rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ABSENT, MUTE);
                case LOCK -> rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.INACTIVE, MUTE);
                case BUS_RESET -> {}
            }
        }

        void goesOn(EngineRig rig) {
            switch (this) {
                case ABORT_BY_CONTROL -> {
                    bulk(rig, 0xA0);
                    rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
                }
                case ABORT_BY_BULK -> {
                    control(rig, 0xA0);
                    rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
                }
                case POWER_OFF ->
                    rig.cardAnswers("off", "")
                            .reply()
                            .is(Reply.SLOT_STATUS, 0xB1)
                            .ok(Reply.INACTIVE, "");
                case PULL, LOCK -> {}
                case BUS_RESET -> rig.engine.configured();
                case SUSPEND -> rig.engine.resumed();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Withdrawal.class)
    void a_question_ends_with_what_it_was_asked_for(Withdrawal withdrawal) {
        EngineRig rig = EngineRig.asking();
        withdrawal.happensTo(rig);
        assertFalse(rig.guard.open);
        assertEquals(List.of(withdrawal.reason), rig.guard.withdrawn);
        withdrawal.answers(rig);
        rig.silent();
        assertTrue(rig.card.jobs.stream().noneMatch(job -> job.kind().equals("apdu")));
        withdrawal.goesOn(rig);
        rig.worksAgain();
    }

    @ParameterizedTest
    @EnumSource(Withdrawal.class)
    void an_answer_of_the_user_that_comes_late_is_nobodys(Withdrawal withdrawal) {
        EngineRig rig = EngineRig.asking();
        withdrawal.happensTo(rig);
        withdrawal.answers(rig);
        late(rig);
        withdrawal.goesOn(rig);
        late(rig);
        if (rig.card.present && rig.slotStatus(1).icc() == Reply.ACTIVE) {
            rig.out(xfr(2, "00CA006E00"));
            int jobs = rig.card.jobs.size();
            late(rig);
            assertEquals(jobs, rig.card.jobs.size(), "nor is it an answer about the next command");
            rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 2).ok(Reply.ACTIVE, "9000");
            rig.out(EngineRig.secure(3));
            late(rig);
            rig.pinAnswers(0x9000).reply().is(Reply.DATA_BLOCK, 3).ok(Reply.ACTIVE, "9000");
        }
        rig.worksAgain();
    }

    /** An answer of the user to a question that is put no more. */
    static void late(EngineRig rig) {
        int jobs = rig.card.jobs.size();
        rig.engine.allowed();
        rig.engine.refused(0x6985);
        rig.silent();
        assertEquals(jobs, rig.card.jobs.size());
    }

    /** After the yes the command is the card's: as any other it is not called back by a power-off, but by an abort. */
    @Test
    void what_the_user_allowed_runs_as_any_command() {
        EngineRig rig = EngineRig.asking().userAllows();
        rig.ask(command(0x63, 0xB1)).is(Reply.SLOT_STATUS, 0xB1).failed(Reply.ACTIVE, BUSY);
        late(rig);
        rig.engine.pinDone(0x9000);
        rig.silent();
        control(rig, 0xA0);
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ACTIVE, ABORTED);
        bulk(rig, 0xA0);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
        assertEquals(List.of(), rig.guard.withdrawn);
        rig.cardAnswers("apdu", "9000").silent();
        rig.worksAgain();
    }

    @Test
    void a_pin_is_no_yes_and_a_yes_is_no_pin() {
        EngineRig asking = EngineRig.asking();
        asking.engine.pinDone(0x9000);
        asking.engine.pinFailed(0xEF);
        asking.silent();
        assertTrue(asking.guard.open);
        asking.ask(command(0x69, 0, 1, "000000", "04")).is(Reply.DATA_BLOCK, 1).failed(BUSY);
        asking.userAllows().cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 0xB0);
        for (EngineRig entering : List.of(EngineRig.entering(), EngineRig.enteringByPpdu())) {
            late(entering);
            assertTrue(entering.pin.open);
        }
    }
}
