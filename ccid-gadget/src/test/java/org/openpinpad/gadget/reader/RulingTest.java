// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LEVEL;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader answers by itself because the guard says so (decision 9). */
class RulingTest {

    private static final String SIGN = "002A9E9A 06 313233343536 00";

    private static String packed(String hex) {
        return hex.replace(" ", "");
    }

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
}
