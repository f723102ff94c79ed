// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time extensions (CCID 1.1 §6.2.6) on a clock that nothing but the command itself sets. */
class TimeExtensionTest {

    private static final long STEP = 1_500_000_000L;

    enum Running {
        XFR_BLOCK(Reply.DATA_BLOCK, Reply.ACTIVE),
        SECURE(Reply.DATA_BLOCK, Reply.ACTIVE),
        PPDU(Reply.DATA_BLOCK, Reply.ACTIVE),
        QUESTION(Reply.DATA_BLOCK, Reply.ACTIVE);

        final int answer;
        final int icc;

        Running(int answer, int icc) {
            this.answer = answer;
            this.icc = icc;
        }

        EngineRig rig() {
            return switch (this) {
                case XFR_BLOCK -> EngineRig.busy();
                case SECURE -> EngineRig.entering();
                case PPDU -> EngineRig.enteringByPpdu();
                case QUESTION -> EngineRig.asking();
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Running.class)
    void the_host_is_put_off_each_time_1500_ms_have_passed(Running running) {
        EngineRig rig = running.rig();
        long start = rig.now;
        assertEquals(STEP, ReaderEngine.EXTENSION_INTERVAL_NS);
        for (int i = 1; i <= 60; i++) {
            assertEquals(start + i * STEP, rig.engine.deadlineNs());
            rig.ticksAt(start + i * STEP - 1);
            rig.silent();
            rig.ticksAt(start + i * STEP);
            rig.reply().is(running.answer, 0xB0).extension(running.icc);
            rig.silent();
        }
    }

    /** libccid would take it for the answer. */
    @Test
    void a_power_on_or_off_is_never_put_off() {
        for (EngineRig rig : new EngineRig[] {
            EngineRig.inactive().out(command(0x62, 0xB0)), EngineRig.active().out(command(0x63, 0xB0))
        }) {
            assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
            rig.ticksAt(rig.now + 10 * STEP).silent();
        }
    }

    @Test
    void a_late_tick_does_not_move_the_next_one() {
        EngineRig rig = EngineRig.busy();
        long start = rig.now;
        rig.ticksAt(start + STEP + 700_000_000L).reply().extension(Reply.ACTIVE);
        assertEquals(start + 2 * STEP, rig.engine.deadlineNs());
        rig.ticksAt(start + 2 * STEP - 1).silent();
        rig.ticksAt(start + 2 * STEP).reply().extension(Reply.ACTIVE);
    }

    /** The cadence may tell nothing about keys: whatever happens in between leaves it as it is. */
    @Test
    void nothing_that_happens_meanwhile_moves_the_clock() {
        EngineRig rig = EngineRig.entering();
        long start = rig.now;
        rig.now = start + 100_000_000L;
        rig.ask(command(0x65, 1)).failed(EngineRig.BUSY);
        rig.ask(xfr(2, SELECT)).failed(EngineRig.BUSY);
        rig.ask("6F").failed(EngineRig.BAD_LENGTH);
        rig.engine.abort(3, 3);
        rig.pin.deadlineNs = start + 200_000_000L;
        assertEquals(start + 200_000_000L, rig.engine.deadlineNs(), "the pad's own clock is kept");
        rig.ticksAt(start + 200_000_000L);
        assertEquals(List.of(start + 200_000_000L), rig.pin.ticks);
        rig.pin.deadlineNs = Long.MAX_VALUE;
        rig.silent();
        assertEquals(start + STEP, rig.engine.deadlineNs());
        rig.ticksAt(start + STEP).reply().is(Reply.DATA_BLOCK, 0xB0).extension(Reply.ACTIVE);
        assertEquals(start + 2 * STEP, rig.engine.deadlineNs());
    }

    @ParameterizedTest
    @EnumSource(Running.class)
    void after_the_answer_there_is_nothing_to_put_off(Running running) {
        EngineRig rig = running.rig();
        switch (running) {
            case XFR_BLOCK -> rig.cardAnswers("apdu", "9000");
            case SECURE, PPDU -> rig.pinAnswers(0x9000);
            case QUESTION -> rig.userRefuses(0x6985);
        }
        assertTrue(rig.reply().isFinal());
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
        rig.ticksAt(rig.now + 100 * STEP).silent();
    }

    /** When the user answered is his affair too. */
    @Test
    void the_users_yes_does_not_move_the_clock() {
        EngineRig rig = EngineRig.asking();
        long start = rig.now;
        rig.ticksAt(start + STEP).reply().is(Reply.DATA_BLOCK, 0xB0).extension(Reply.ACTIVE);
        rig.now = start + STEP + 700_000_000L;
        rig.userAllows();
        assertEquals(start + 2 * STEP, rig.engine.deadlineNs());
        rig.ticksAt(start + 2 * STEP - 1).silent();
        rig.ticksAt(start + 2 * STEP).reply().is(Reply.DATA_BLOCK, 0xB0).extension(Reply.ACTIVE);
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
    }

    @Test
    void the_next_command_has_its_own_clock() {
        EngineRig rig = EngineRig.busy();
        rig.ticksAt(rig.now + STEP).reply().extension(Reply.ACTIVE);
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
        rig.now += 400_000_000L;
        rig.out(xfr(0xB1, SELECT));
        assertEquals(rig.now + STEP, rig.engine.deadlineNs());
    }

    @Test
    void an_idle_reader_wants_no_tick() {
        assertEquals(Long.MAX_VALUE, EngineRig.noCard().engine.deadlineNs());
        assertEquals(Long.MAX_VALUE, EngineRig.active().engine.deadlineNs());
        EngineRig rig = EngineRig.active();
        rig.pin.verdict = 12;
        rig.ask(EngineRig.secure(1)).failed(12);
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
    }

    @Test
    void time_may_run_below_and_through_zero() {
        EngineRig rig = EngineRig.active();
        rig.now = -STEP;
        rig.out(xfr(0xB0, SELECT));
        rig.ticksAt(-1).silent();
        rig.ticksAt(0).reply().extension(Reply.ACTIVE);
        rig.ticksAt(STEP).reply().extension(Reply.ACTIVE);
    }
}
