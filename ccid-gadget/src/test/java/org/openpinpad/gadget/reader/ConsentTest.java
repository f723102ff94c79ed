// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.AbortTest.bulk;
import static org.openpinpad.gadget.reader.AbortTest.control;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.ABORTED;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LEVEL;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard rules on a command (decision 9): the card gets it, the user is asked, or the reader answers. */
class ConsentTest {

    private static final String SIGN = "002A9E9A 06 313233343536 00";
    private static final long STEP = ReaderEngine.EXTENSION_INTERVAL_NS;

    private static String packed(String hex) {
        return hex.replace(" ", "");
    }

    // The card gets exactly what was judged

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {4, 5, 6, 54, 261, 262, 4096, 65_543, 65_544})
    void what_the_user_allows_reaches_the_card_as_it_was_sent(int length) {
        String apdu = pattern(length);
        EngineRig rig = EngineRig.active().asks(xfr(0xB0, apdu));
        rig.silent();
        assertTrue(rig.card.jobs.isEmpty(), "the card waits for the user");
        rig.userAllows().silent();
        assertEquals(List.of(apdu), rig.guard.judged);
        assertEquals(1, rig.card.jobs.size());
        assertEquals(apdu, rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "1234 9000").reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "12349000");
        rig.worksAgain();
    }

    /** The transport goes on with the buffer, and others come in it while the user thinks. */
    @Test
    void the_buffer_is_free_while_the_user_thinks() {
        EngineRig rig = EngineRig.active();
        ByteBuffer frame = ByteBuffer.allocateDirect(1024);
        rig.guard.ruling = GuardPort.ASK;
        frame.put(Bytes.bytes(xfr(0xB0, SIGN))).flip();
        assertEquals(ReaderEngine.NO_JOB, rig.engine.message(frame, rig.now));
        for (String other :
                List.of(xfr(1, "00D6000004FFFFFFFF"), xfr(2, "0100", pattern(900)), command(0x65, 3), "6F")) {
            frame.clear().put(Bytes.bytes(other)).flip();
            assertEquals(ReaderEngine.NO_JOB, rig.engine.message(frame, rig.now));
            rig.reply();
        }
        rig.userAllows();
        assertEquals(packed(SIGN), rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
        rig.guard.ruling = GuardPort.PASS;
        rig.worksAgain();
    }

    @Test
    void a_chained_command_is_judged_and_carried_out_whole() {
        EngineRig rig = EngineRig.activeWithShortMessages();
        String apdu = pattern(600);
        rig.ask(xfr(1, "0100", apdu.substring(0, 522))).chain(0x10);
        rig.asks(xfr(2, "0300", apdu.substring(522, 1044)));
        rig.reply().is(Reply.DATA_BLOCK, 2).ok(Reply.ACTIVE, "").chain(0x10);
        assertEquals(List.of(), rig.guard.judged, "half a command is not judged");
        rig.asks(xfr(3, "0200", apdu.substring(1044)));
        rig.silent();
        assertEquals(List.of(apdu), rig.guard.judged);
        rig.ask(xfr(4, "0100", "00D60000")).is(Reply.DATA_BLOCK, 4).failed(BUSY);
        rig.ask(xfr(5, "0200", "04FFFFFFFF")).is(Reply.DATA_BLOCK, 5).failed(BUSY);
        rig.userAllows();
        assertEquals(apdu, rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 3).ok(Reply.ACTIVE, "9000");
        rig.worksAgain();
    }

    /** A command that comes whole ends a half-sent one, asked for or not. */
    @Test
    void a_question_ends_a_half_sent_command() {
        EngineRig rig = EngineRig.active();
        rig.ask(xfr(1, "0100", "00A40400")).chain(0x10);
        rig.asks(xfr(2, SIGN))
                .userRefuses(0x6985)
                .reply()
                .is(Reply.DATA_BLOCK, 2)
                .ok(Reply.ACTIVE, "6985");
        rig.ask(xfr(3, "0200", "023F00")).is(Reply.DATA_BLOCK, 3).failed(Reply.ACTIVE, BAD_LEVEL);
        rig.worksAgain();
    }

    @Test
    void a_long_response_to_an_allowed_command_is_fetched_in_pieces() {
        EngineRig rig = EngineRig.activeWithShortMessages().asks(xfr(1, SIGN)).userAllows();
        String response = pattern(600);
        rig.cardAnswers("apdu", response);
        StringBuilder fetched = new StringBuilder(rig.reply().chain(1).data());
        fetched.append(rig.ask(xfr(2, "1000", "")).chain(3).data());
        fetched.append(rig.ask(xfr(3, "1000", "")).chain(2).data());
        assertEquals(response, fetched.toString());
        assertEquals(1, rig.guard.judged.size(), "a request for more is no command");
        rig.worksAgain();
    }

    @Test
    void an_allowed_command_that_the_card_does_not_answer_fails_as_any() {
        EngineRig rig = EngineRig.asking().userAllows();
        rig.cardFails("apdu", MUTE).reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ACTIVE, MUTE);
        rig.worksAgain();
    }

    // The reader answers

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"6404", "6700", "6E00", "6883", "6985", "9000", "FFFF", "0001"})
    void a_ruling_that_is_a_status_word_is_the_answer_and_the_card_sees_nothing(String sw) {
        EngineRig rig = EngineRig.active();
        rig.guard.ruling = Integer.parseInt(sw, 16);
        rig.ask(xfr(9, SIGN)).is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, sw).chain(0);
        rig.ask(xfr(10, "0100", "002A9E9A")).chain(0x10);
        rig.ask(xfr(11, "0200", "00"))
                .is(Reply.DATA_BLOCK, 11)
                .ok(Reply.ACTIVE, sw)
                .chain(0);
        assertEquals(List.of(packed(SIGN), "002A9E9A00"), rig.guard.judged);
        assertTrue(rig.card.jobs.isEmpty());
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
        assertEquals(List.of(), rig.guard.withdrawn);
        rig.guard.ruling = GuardPort.PASS;
        rig.worksAgain();
    }

    @Test
    void a_ruling_drops_the_rest_of_the_response_before() {
        for (int ruling : new int[] {0x6404, GuardPort.ASK, GuardPort.BUSY}) {
            EngineRig rig = EngineRig.activeWithShortMessages();
            rig.out(xfr(1, SELECT)).cardAnswers("apdu", pattern(600)).reply().chain(1);
            rig.guard.ruling = ruling;
            rig.out(xfr(2, SIGN));
            if (ruling == GuardPort.ASK) {
                rig.userRefuses(0x6985);
            }
            rig.reply().is(Reply.DATA_BLOCK, 2).chain(0);
            rig.guard.ruling = GuardPort.PASS;
            rig.ask(xfr(3, "1000", "")).is(Reply.DATA_BLOCK, 3).failed(Reply.ACTIVE, BAD_LEVEL);
            rig.worksAgain();
        }
    }

    @Test
    void the_pc_is_to_come_again_while_the_guard_does_not_know() {
        EngineRig rig = EngineRig.active();
        rig.guard.ruling = GuardPort.BUSY;
        rig.ask(xfr(9, SIGN)).is(Reply.DATA_BLOCK, 9).failed(Reply.ACTIVE, BUSY);
        rig.ask(xfr(10, "0100", "002A9E9A")).chain(0x10);
        rig.ask(xfr(11, "0200", "00")).is(Reply.DATA_BLOCK, 11).failed(Reply.ACTIVE, BUSY);
        assertTrue(rig.card.jobs.isEmpty());
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
        rig.guard.ruling = GuardPort.PASS;
        rig.worksAgain();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"6985", "6404", "6A80"})
    void what_the_user_refuses_is_answered_by_a_status_word(String sw) {
        EngineRig rig = EngineRig.asking().userRefuses(Integer.parseInt(sw, 16));
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, sw).chain(0);
        assertTrue(rig.card.jobs.isEmpty());
        assertEquals(List.of(), rig.guard.withdrawn);
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
        rig.worksAgain();
    }

    @Test
    void the_guard_sees_no_command_that_is_none_and_none_for_a_card_that_is_off() {
        EngineRig rig = EngineRig.active();
        rig.ask(xfr(1, "002A9E")).failed(EngineRig.BAD_LENGTH);
        rig.ask(xfr(2, "0400", SIGN)).failed(BAD_LEVEL);
        rig.ask(xfr(3, "1000", "")).failed(BAD_LEVEL);
        assertEquals(List.of(), rig.guard.judged);
        for (EngineRig off : List.of(EngineRig.noCard(), EngineRig.inactive())) {
            off.ask(xfr(1, SIGN)).failed(MUTE);
            assertEquals(List.of(), off.guard.judged);
        }
    }

    // The question is withdrawn

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

    private static void late(EngineRig rig) {
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

    // A command that was given up is still read

    private static EngineRig givenUp(EngineRig rig) {
        control(rig, 0xA0);
        rig.reply().failed(ABORTED);
        bulk(rig, 0xA0);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
        return rig;
    }

    /** The slot still reads the kept command from where the next one would be kept. */
    @Test
    void no_question_is_put_where_a_given_up_command_still_lies() {
        EngineRig chained = EngineRig.active();
        chained.ask(xfr(1, "0100", "00A40400")).chain(0x10);
        chained.out(xfr(2, "0200", "02 3F00"));
        EngineRig allowed = EngineRig.active().asks(xfr(1, "00A40400023F00")).userAllows();
        for (EngineRig rig : List.of(givenUp(chained), givenUp(allowed))) {
            FakeCard.Job underWay = rig.card.jobs.getFirst();
            rig.asks(xfr(3, SIGN)).reply().is(Reply.DATA_BLOCK, 3).failed(Reply.ACTIVE, BUSY);
            assertFalse(rig.guard.open, "the question is withdrawn");
            rig.ask(xfr(4, "0100", "002A9E9A")).failed(BUSY);
            rig.asks(xfr(5, "0200", "00")).reply().failed(BUSY);
            late(rig);
            assertEquals("00A40400023F00", underWay.command());
            rig.cardAnswers("apdu", "9000").silent();
            rig.asks(xfr(6, SIGN)).userAllows();
            assertEquals(packed(SIGN), rig.card.jobs.getFirst().command());
            rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 6).ok(Reply.ACTIVE, "9000");
            rig.worksAgain();
        }
    }

    /** One that came in a frame is read there: a question has a place, and the card gets its command second. */
    @Test
    void a_question_is_put_while_a_given_up_command_lies_in_its_frame() {
        EngineRig rig = givenUp(EngineRig.busy());
        rig.asks(xfr(3, SIGN));
        rig.cardAnswers("apdu", "6A82").silent();
        assertTrue(rig.guard.open);
        rig.userAllows().silent();
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 3).ok(Reply.ACTIVE, "9000");
        EngineRig both = givenUp(EngineRig.busy()).asks(xfr(3, SIGN)).userAllows();
        assertEquals(2, both.card.jobs.size());
        both.cardAnswers("apdu", "6A82").silent();
        both.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 3).ok(Reply.ACTIVE, "9000");
        both.worksAgain();
    }

    /** An unanswered question keeps no place. */
    @Test
    void questions_may_be_asked_and_withdrawn_without_end() {
        EngineRig rig = EngineRig.active();
        for (int i = 0; i < 50; i++) {
            rig.asks(xfr(i, SIGN));
            givenUp(rig);
        }
        assertEquals(50, rig.guard.withdrawn.size());
        rig.worksAgain();
    }

    // The clock

    @Test
    void the_guards_clock_is_kept() {
        EngineRig rig = EngineRig.active();
        rig.guard.deadlineNs = rig.now + 5;
        assertEquals(rig.now + 5, rig.engine.deadlineNs(), "it may want the time while nothing is asked");
        rig.ticksAt(rig.now + 4);
        assertEquals(List.of(), rig.guard.ticks);
        rig.ticksAt(rig.now + 1);
        assertEquals(List.of(rig.now), rig.guard.ticks);
        assertEquals(List.of(), rig.pin.ticks);
        rig.guard.deadlineNs = Long.MAX_VALUE;
        rig.asks(xfr(0xB0, SIGN));
        long start = rig.now;
        rig.guard.deadlineNs = start + STEP / 2;
        assertEquals(start + STEP / 2, rig.engine.deadlineNs());
        rig.ticksAt(start + STEP / 2).silent();
        rig.guard.deadlineNs = start + 3 * STEP;
        assertEquals(start + STEP, rig.engine.deadlineNs());
        rig.ticksAt(start + STEP).reply().is(Reply.DATA_BLOCK, 0xB0).extension(Reply.ACTIVE);
        assertEquals(List.of(start, start + STEP / 2), rig.guard.ticks);
    }

    /** The guard says so inside its tick; that the last time extension was due as well does no harm. */
    @Test
    void a_question_that_nobody_answers_is_refused_by_the_clock() {
        EngineRig rig = EngineRig.asking();
        long end = rig.now + 80 * STEP;
        rig.guard.deadlineNs = end;
        for (int i = 1; i < 80; i++) {
            rig.ticksAt(rig.engine.deadlineNs())
                    .reply()
                    .is(Reply.DATA_BLOCK, 0xB0)
                    .extension(Reply.ACTIVE);
        }
        assertEquals(end, rig.engine.deadlineNs());
        rig.guard.onTick = () -> {
            rig.guard.deadlineNs = Long.MAX_VALUE;
            rig.userRefuses(0x6985);
        };
        rig.ticksAt(end);
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).extension(Reply.ACTIVE);
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "6985");
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
        rig.worksAgain();
    }
}
