// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.AbortTest.bulk;
import static org.openpinpad.gadget.reader.AbortTest.control;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.ABORTED;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A command that the host gave up is still read by the slot when the next question comes. */
class GivenUpCommandTest {

    private static final String SIGN = "002A9E9A 06 313233343536 00";

    private static String packed(String hex) {
        return hex.replace(" ", "");
    }

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
            WithdrawalTest.late(rig);
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
}
