// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.EngineRig.ABORTED;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PC_to_RDR_Escape (CCID 1.1 §6.1.8, §6.2.4): closed but for what the guard answers. */
class EscapeTest {

    private static final String REQUEST = "4F5001 05000000";

    private static String escape(int seq, String data) {
        return command(0x6B, 0, seq, "000000", data);
    }

    private static List<EngineRig> idle() {
        return List.of(EngineRig.noCard(), EngineRig.inactive(), EngineRig.active());
    }

    @ParameterizedTest(name = "abData [{0}]")
    @ValueSource(strings = {"", "00", "6A", "4F5001", REQUEST, "FFC2010600", "0020008106313233343536"})
    void it_is_not_supported_unless_the_guard_answers(String data) {
        for (EngineRig rig : idle()) {
            int icc = rig.slotStatus(1).icc();
            rig.ask(escape(9, data)).is(Reply.ESCAPE, 9).failed(icc, 0);
            rig.silent();
            assertEquals(List.of(data.replace(" ", "")), rig.guard.escapes, "the guard sees abData");
            assertTrue(rig.card.jobs.isEmpty());
            assertEquals(0, rig.pin.begins);
            rig.worksAgain();
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 4, 54, 118, 501, 502})
    void what_the_guard_answers_is_the_answer_whatever_the_card_does(int length) {
        for (EngineRig rig : idle()) {
            int icc = rig.slotStatus(1).icc();
            rig.guard.escapeAnswer = pattern(length);
            Reply reply = rig.ask(escape(9, REQUEST)).is(Reply.ESCAPE, 9).ok(icc, pattern(length));
            assertEquals(0, reply.b9());
            rig.silent();
            rig.guard.escapeAnswer = "AA";
            rig.ask(escape(10, REQUEST)).is(Reply.ESCAPE, 10).ok(icc, "AA");
            rig.worksAgain();
        }
    }

    @Test
    void a_busy_slot_does_not_ask_the_guard() {
        for (EngineRig rig :
                List.of(EngineRig.busy(), EngineRig.entering(), EngineRig.enteringByPpdu(), EngineRig.asking())) {
            rig.guard.escapeAnswer = "AA";
            rig.ask(escape(9, REQUEST)).is(Reply.ESCAPE, 9).failed(Reply.ACTIVE, BUSY);
            assertEquals(List.of(), rig.guard.escapes);
        }
        EngineRig aborting = EngineRig.aborting();
        aborting.guard.escapeAnswer = "AA";
        aborting.ask(escape(9, REQUEST)).is(Reply.ESCAPE, 9).failed(Reply.ACTIVE, ABORTED);
        assertEquals(List.of(), aborting.guard.escapes);
    }

    /** It is no command of the card's: the rest of a long answer is still there. */
    @Test
    void an_answer_that_is_being_fetched_is_not_lost() {
        EngineRig rig = EngineRig.activeWithShortMessages();
        rig.guard.escapeAnswer = pattern(261);
        String response = pattern(500);
        rig.out(Bytes.xfr(1, EngineRig.SELECT)).cardAnswers("apdu", response);
        assertEquals(response.substring(0, 522), rig.reply().chain(1).data());
        rig.ask(escape(2, REQUEST)).is(Reply.ESCAPE, 2);
        assertEquals(
                response.substring(522),
                rig.ask(Bytes.xfr(3, "1000", "")).chain(2).data());
        rig.worksAgain();
    }
}
