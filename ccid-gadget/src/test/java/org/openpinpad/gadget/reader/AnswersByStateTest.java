// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.EngineRig.ABORTED;
import static org.openpinpad.gadget.reader.EngineRig.ATR;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;
import static org.openpinpad.gadget.reader.EngineRig.VERIFY;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fourteen bulk-OUT messages in each state: type of the answer, bSlot, bSeq, card state (CCID 1.1 §6.1, §6.2). */
class AnswersByStateTest {

    /** A well-formed message of each kind, and the type that answers it. */
    enum Message {
        ICC_POWER_ON(0x62, Reply.DATA_BLOCK, "000000", ""),
        ICC_POWER_OFF(0x63, Reply.SLOT_STATUS, "000000", ""),
        GET_SLOT_STATUS(0x65, Reply.SLOT_STATUS, "000000", ""),
        XFR_BLOCK(0x6F, Reply.DATA_BLOCK, "000000", SELECT),
        GET_PARAMETERS(0x6C, Reply.PARAMETERS, "000000", ""),
        RESET_PARAMETERS(0x6D, Reply.PARAMETERS, "000000", ""),
        SET_PARAMETERS_T0(0x61, Reply.PARAMETERS, "000000", "1100000A00"),
        SET_PARAMETERS_T1(0x61, Reply.PARAMETERS, "010000", "18100075 00FE00"),
        ESCAPE(0x6B, Reply.ESCAPE, "000000", "6A"),
        ICC_CLOCK(0x6E, Reply.SLOT_STATUS, "000000", ""),
        T0_APDU(0x6A, Reply.SLOT_STATUS, "00FFFF", ""),
        SECURE(0x69, Reply.DATA_BLOCK, "000000", VERIFY),
        MECHANICAL(0x71, Reply.SLOT_STATUS, "040000", ""),
        ABORT(0x72, Reply.SLOT_STATUS, "000000", ""),
        SET_DATA_RATE_AND_CLOCK(0x73, Reply.RATE_AND_CLOCK, "000000", "A00F0000 002A0000");

        final int type;
        final int answer;
        private final String specific;
        private final String data;

        Message(int type, int answer, String specific, String data) {
            this.type = type;
            this.answer = answer;
            this.specific = specific;
            this.data = data;
        }

        String frame(int slot, int seq) {
            return command(type, slot, seq, specific, data);
        }

        boolean needsActiveCard() {
            return this == XFR_BLOCK || this == SECURE;
        }
    }

    enum State {
        NO_CARD(Reply.ABSENT),
        INACTIVE(Reply.INACTIVE),
        ACTIVE(Reply.ACTIVE),
        BUSY(Reply.ACTIVE),
        ENTERING(Reply.ACTIVE),
        ENTERING_BY_PPDU(Reply.ACTIVE),
        ASKING(Reply.ACTIVE),
        ABORTING(Reply.ACTIVE);

        final int icc;

        State(int icc) {
            this.icc = icc;
        }

        EngineRig rig() {
            return switch (this) {
                case NO_CARD -> EngineRig.noCard();
                case INACTIVE -> EngineRig.inactive();
                case ACTIVE -> EngineRig.active();
                case BUSY -> EngineRig.busy();
                case ENTERING -> EngineRig.entering();
                case ENTERING_BY_PPDU -> EngineRig.enteringByPpdu();
                case ASKING -> EngineRig.asking();
                case ABORTING -> EngineRig.aborting();
            };
        }
    }

    static Stream<Arguments> idle() {
        List<Arguments> cases = new ArrayList<>();
        for (State state : List.of(State.NO_CARD, State.INACTIVE, State.ACTIVE)) {
            for (Message message : Message.values()) {
                cases.add(Arguments.of(message, state));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("idle")
    void an_idle_slot_gives_one_answer_of_the_right_type(Message message, State state) {
        EngineRig rig = state.rig();
        rig.out(message.frame(0, 0x77));
        if (message == Message.ABORT) {
            rig.silent(); // the control half is missing
            assertTrue(rig.engine.abort(0, 0x77));
        }
        Reply reply = settled(rig).is(message.answer, 0x77);
        assertTrue(reply.isFinal());
        rig.silent();
        boolean failed = reply.command() == Reply.FAILED;
        if (message.needsActiveCard() && state != State.ACTIVE) {
            reply.failed(state.icc, MUTE);
        } else if (message == Message.ICC_POWER_ON) {
            if (state == State.NO_CARD) {
                reply.failed(Reply.ABSENT, MUTE);
            } else {
                reply.ok(Reply.ACTIVE, ATR).chain(0);
            }
        } else if (message == Message.ICC_POWER_OFF) {
            assertEquals(state == State.NO_CARD ? Reply.ABSENT : Reply.INACTIVE, reply.icc());
            assertTrue(!failed || state == State.NO_CARD, "a present card can be powered off");
        } else {
            assertEquals(state.icc, reply.icc(), "bmICCStatus of " + reply);
        }
        if (message == Message.GET_SLOT_STATUS || message == Message.ABORT) {
            reply.ok(state.icc, "");
        }
        if (failed) {
            assertEquals("", reply.data(), "a failed answer has no data");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Message.class, mode = EnumSource.Mode.EXCLUDE, names = "ABORT")
    void a_busy_slot_refuses_each_command_and_the_first_is_unaffected(Message message) {
        EngineRig rig = EngineRig.busy();
        rig.ask(message.frame(0, 0x77)).is(message.answer, 0x77).failed(Reply.ACTIVE, BUSY);
        rig.silent();
        assertEquals(1, rig.card.jobs.size());
        assertEquals(SELECT, rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "6F00 9000");
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "6F009000");
        rig.worksAgain();
    }

    @ParameterizedTest
    @EnumSource(
            value = Message.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ABORT", "ICC_POWER_OFF"})
    void a_slot_that_asks_for_a_pin_is_busy_and_the_entry_is_unaffected(Message message) {
        for (EngineRig rig : List.of(EngineRig.entering(), EngineRig.enteringByPpdu())) {
            rig.ask(message.frame(0, 0x77)).is(message.answer, 0x77).failed(Reply.ACTIVE, BUSY);
            rig.silent();
            assertTrue(rig.pin.open);
            assertEquals(1, rig.pin.begins);
            rig.pinAnswers(0x9000).reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
            rig.worksAgain();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Message.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ABORT", "ICC_POWER_OFF"})
    void a_slot_that_asks_the_user_is_busy_and_the_question_is_unaffected(Message message) {
        EngineRig rig = EngineRig.asking();
        rig.guard.escapeAnswer = "4F5001";
        rig.ask(message.frame(0, 0x77)).is(message.answer, 0x77).failed(Reply.ACTIVE, BUSY);
        rig.silent();
        assertTrue(rig.guard.open);
        assertEquals(List.of(SELECT), rig.guard.judged);
        assertEquals(0, rig.pin.begins);
        rig.userAllows();
        assertEquals(SELECT, rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
        rig.worksAgain();
    }

    @ParameterizedTest
    @EnumSource(value = Message.class, mode = EnumSource.Mode.EXCLUDE, names = "ABORT")
    void between_the_halves_of_an_abort_each_command_is_aborted(Message message) {
        EngineRig rig = EngineRig.aborting();
        rig.ask(message.frame(0, 0x77)).is(message.answer, 0x77).failed(Reply.ACTIVE, ABORTED);
        rig.silent();
        assertTrue(rig.card.jobs.isEmpty());
        assertEquals(0, rig.pin.begins);
        rig.ask(Message.ABORT.frame(0, 0xA0)).is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
        rig.worksAgain();
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void there_is_no_slot_1(Message message) {
        for (State state : State.values()) {
            EngineRig rig = state.rig();
            Reply reply = rig.ask(message.frame(1, 0x42));
            assertEquals(message.answer, reply.type(), state + ": " + reply);
            assertEquals(1, reply.slot());
            assertEquals(0x42, reply.seq());
            reply.failed(Reply.ABSENT, EngineRig.BAD_SLOT);
            rig.silent();
        }
        assertEquals(0xFF, EngineRig.active().ask(message.frame(0xFF, 0x42)).slot());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x7F, 0x80, 0xFF})
    void bSeq_is_the_commands_own_whatever_came_before(int seq) {
        for (Message message : Message.values()) {
            if (message == Message.ABORT) {
                continue;
            }
            EngineRig rig = EngineRig.active();
            rig.out(message.frame(0, seq));
            settled(rig).is(message.answer, seq);
            rig.out(message.frame(0, seq)); // a repeated bSeq is no fault
            settled(rig).is(message.answer, seq);
            rig.silent();
        }
    }

    @ParameterizedTest(name = "type {0}")
    @ValueSource(ints = {0x00, 0x01, 0x60, 0x64, 0x66, 0x67, 0x68, 0x6F + 1, 0x74, 0x80, 0x81, 0xFF})
    void an_unknown_message_is_answered_by_SlotStatus_not_supported(int type) {
        for (State state : List.of(State.NO_CARD, State.INACTIVE, State.ACTIVE)) {
            EngineRig rig = state.rig();
            for (String data : List.of("", "00", "0020008100")) {
                rig.ask(command(type, 0, 0x99, "000000", data))
                        .is(Reply.SLOT_STATUS, 0x99)
                        .failed(state.icc, 0);
            }
            rig.worksAgain();
        }
    }

    @ParameterizedTest(name = "type {0}")
    @ValueSource(
            ints = {0x61, 0x62, 0x63, 0x65, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x71, 0x72, 0x73, 0x00, 0xFF})
    void a_header_cut_short_gets_one_answer_about_dwLength(int type) {
        String whole = command(type, 0, 0x55, "000000", "");
        for (State state : List.of(State.NO_CARD, State.INACTIVE, State.ACTIVE)) {
            EngineRig rig = state.rig();
            for (int length = 1; length < 10; length++) {
                Reply reply = rig.ask(whole.substring(0, 2 * length));
                reply.is(expectedAnswer(type), length > 6 ? 0x55 : 0).failed(EngineRig.BAD_LENGTH);
            }
            rig.worksAgain();
        }
    }

    /** dwLength says more than came, less than came, or what this message never has. */
    @ParameterizedTest
    @EnumSource(Message.class)
    void a_wrong_dwLength_is_answered_with_its_offset(Message message) {
        String good = message.frame(0, 0x55);
        List<String> wrong = new ArrayList<>();
        wrong.add(good + "00");
        wrong.add(good + "00".repeat(53));
        for (String dwLength : List.of("FFFFFFFF", "00000080", "0A000001", "63000000")) {
            wrong.add(good.substring(0, 2) + dwLength + good.substring(10));
        }
        if (bytes(good).length == 10) {
            wrong.add(command(message.type, 0, 0x55, message.specific, "00"));
            wrong.add(command(message.type, 0, 0x55, message.specific, "0020008100"));
        } else {
            wrong.add(good.substring(0, good.length() - 2));
            wrong.add(good.substring(0, 20));
        }
        for (State state : List.of(State.NO_CARD, State.INACTIVE, State.ACTIVE)) {
            EngineRig rig = state.rig();
            for (String frame : wrong) {
                rig.ask(frame).is(message.answer, 0x55).failed(state.icc, EngineRig.BAD_LENGTH);
                assertTrue(rig.card.jobs.isEmpty());
            }
            rig.worksAgain();
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void a_malformed_frame_in_any_state_gets_one_failed_answer_and_breaks_nothing(State state) {
        EngineRig rig = state.rig();
        int jobs = rig.card.jobs.size();
        boolean open = rig.pin.open;
        boolean asks = rig.guard.open;
        Reply cut = rig.ask("6F 05000000 00 55 000000 0020").is(Reply.DATA_BLOCK, 0x55);
        cut.failed(cut.error());
        Reply headless = rig.ask("6A6A").is(Reply.SLOT_STATUS, 0);
        headless.failed(headless.error());
        rig.silent();
        assertEquals(jobs, rig.card.jobs.size());
        assertEquals(open, rig.pin.open);
        assertEquals(asks, rig.guard.open);
    }

    private static int expectedAnswer(int type) {
        return Stream.of(Message.values())
                .filter(message -> message.type == type)
                .mapToInt(message -> message.answer)
                .findFirst()
                .orElse(Reply.SLOT_STATUS);
    }

    /** Ends what the command started and returns its answer. */
    private static Reply settled(EngineRig rig) {
        if (rig.pin.open) {
            rig.pinAnswers(0x9000);
        }
        while (!rig.card.jobs.isEmpty()) {
            FakeCard.Job job = rig.card.jobs.poll();
            String answer = job.kind().equals("on") ? ATR : job.kind().equals("off") ? "" : "9000";
            rig.engine.cardDone(job.number(), job.answer(answer));
        }
        return rig.reply();
    }
}
