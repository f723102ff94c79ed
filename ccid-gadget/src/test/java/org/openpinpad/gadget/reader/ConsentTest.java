// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LEVEL;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard asks the user (decision 9): the card gets exactly what he allows, and the clock runs on. */
class ConsentTest {

    private static final String SIGN = "002A9E9A 06 313233343536 00";
    private static final long STEP = ReaderEngine.EXTENSION_INTERVAL_NS;

    private static String packed(String hex) {
        return hex.replace(" ", "");
    }

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
