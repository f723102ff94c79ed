// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.AbortTest.bulk;
import static org.openpinpad.gadget.reader.AbortTest.control;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.ABORTED;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Halves of an abort that do not match, come twice, or are for another slot (CCID 1.1 §5.3.1). */
class AbortHalvesTest {

    @Test
    void a_control_half_that_does_not_match_keeps_the_bulk_half_waiting() {
        EngineRig rig = EngineRig.active();
        bulk(rig, 0xA0);
        control(rig, 0xA1);
        rig.silent();
        rig.ask(command(0x65, 1)).is(Reply.SLOT_STATUS, 1).failed(ABORTED);
        control(rig, 0xA0);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
        rig.worksAgain();
    }

    @Test
    void a_bulk_half_that_does_not_match_waits_for_its_own_control_half() {
        EngineRig rig = EngineRig.active();
        control(rig, 0xA0);
        bulk(rig, 0xA1);
        rig.silent();
        rig.ask(xfr(1, SELECT)).is(Reply.DATA_BLOCK, 1).failed(ABORTED);
        control(rig, 0xA1);
        rig.reply().is(Reply.SLOT_STATUS, 0xA1).ok(Reply.ACTIVE, "");
        rig.worksAgain();
    }

    @Test
    void a_second_bulk_half_replaces_the_first_which_is_still_answered() {
        EngineRig rig = EngineRig.active();
        bulk(rig, 0xA0);
        bulk(rig, 0xA1);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0).failed(ABORTED);
        rig.silent();
        control(rig, 0xA1);
        rig.reply().is(Reply.SLOT_STATUS, 0xA1).ok(Reply.ACTIVE, "");
        rig.worksAgain();
    }

    @Test
    void a_repeated_bulk_half_gets_one_answer_each() {
        EngineRig rig = EngineRig.active();
        bulk(rig, 0xA0);
        bulk(rig, 0xA0);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0).failed(ABORTED);
        control(rig, 0xA0);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
        rig.worksAgain();
    }

    @Test
    void a_repeated_control_half_is_one() {
        EngineRig rig = EngineRig.active();
        control(rig, 0xA0);
        control(rig, 0xA0);
        bulk(rig, 0xA0);
        rig.reply().is(Reply.SLOT_STATUS, 0xA0).ok(Reply.ACTIVE, "");
        rig.worksAgain();
    }

    @Test
    void bSeq_0_and_255_are_bSeqs_like_any_other() {
        for (int seq : new int[] {0, 255}) {
            EngineRig rig = EngineRig.active();
            control(rig, seq);
            rig.ask(command(0x65, 1)).failed(ABORTED);
            bulk(rig, seq);
            rig.reply().is(Reply.SLOT_STATUS, seq).ok(Reply.ACTIVE, "");
            bulk(rig, seq);
            rig.silent();
            control(rig, seq);
            rig.reply().is(Reply.SLOT_STATUS, seq).ok(Reply.ACTIVE, "");
            rig.worksAgain();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 255})
    void a_control_half_for_another_slot_is_refused_and_aborts_nothing(int slot) {
        EngineRig rig = EngineRig.busy();
        assertFalse(rig.engine.abort(slot, 0xA0));
        rig.silent();
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
        rig.worksAgain();
    }

    @Test
    void a_bulk_half_for_slot_1_aborts_nothing() {
        EngineRig rig = EngineRig.entering();
        rig.out(command(0x72, 1, 0xA0, "000000", ""));
        rig.reply().failed(Reply.ABSENT, EngineRig.BAD_SLOT);
        assertTrue(rig.pin.open);
        rig.pinAnswers(0x9000).reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
    }
}
