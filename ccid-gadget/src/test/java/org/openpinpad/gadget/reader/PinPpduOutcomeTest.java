// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LENGTH;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an entry that a pseudo-APDU asked for is refused and ends; it is an XfrBlock in everything else. */
class PinPpduOutcomeTest extends PinPpduRig {

    @Test
    void a_refused_field_is_a_refused_structure() {
        for (int offset = 2; offset <= 0x7F; offset++) {
            rig.pin.verdict = offset;
            answersRefused(EngineRig.PPDU_VERIFY, "6B80");
        }
        assertEquals(126, rig.pin.begins);
        rig.pin.verdict = PinPort.ACCEPTED;
        rig.worksAgain();
    }

    @Test
    void a_length_that_entry_finds_wrong_is_a_wrong_length() {
        rig.pin.verdict = BAD_LENGTH;
        answersRefused(EngineRig.PPDU_VERIFY, "6700");
        rig.pin.verdict = PinPort.ACCEPTED;
        rig.worksAgain();
    }

    /** There is no status word for it: the PC's driver knows the bError. */
    @Test
    void an_entry_that_cannot_begin_yet_is_a_busy_slot() {
        rig.pin.verdict = BUSY;
        rig.ask(xfr(9, EngineRig.PPDU_VERIFY)).is(Reply.DATA_BLOCK, 9).failed(Reply.ACTIVE, BUSY);
        nobodyIsBothered(rig, 1);
        rig.pin.verdict = PinPort.ACCEPTED;
        rig.worksAgain();
    }

    @ParameterizedTest(name = "SW {0}")
    @ValueSource(strings = {"9000", "63C2", "6983", "6402", "6403", "0000", "FFFF", "00FF", "6100"})
    void the_cards_status_word_or_the_pads_is_the_answer_and_nothing_else(String sw) {
        EngineRig entering = EngineRig.enteringByPpdu();
        entering.silent();
        entering.pinAnswers(Integer.parseInt(sw, 16))
                .reply()
                .is(Reply.DATA_BLOCK, 0xB0)
                .ok(Reply.ACTIVE, sw)
                .chain(0);
        entering.worksAgain();
    }

    @ParameterizedTest(name = "bError {0} is {1}")
    @CsvSource({"EF, 6401", "F0, 6400"})
    void what_the_user_did_is_a_status_word(String error, String sw) {
        EngineRig entering = EngineRig.enteringByPpdu();
        entering.pinFails(Integer.parseInt(error, 16))
                .reply()
                .is(Reply.DATA_BLOCK, 0xB0)
                .ok(Reply.ACTIVE, sw);
        assertEquals(Long.MAX_VALUE, entering.engine.deadlineNs());
        entering.worksAgain();
    }

    @ParameterizedTest(name = "bError {0}")
    @ValueSource(strings = {"FE", "FD", "FC", "FB", "F4", "E0", "FF", "00", "0C"})
    void what_card_or_slot_did_stays_an_error(String error) {
        EngineRig entering = EngineRig.enteringByPpdu();
        int bError = Integer.parseInt(error, 16);
        entering.pinFails(bError).reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ACTIVE, bError);
        entering.worksAgain();
    }

    @Test
    void a_card_that_went_while_it_had_the_pin_is_absent_in_the_answer() {
        EngineRig entering = EngineRig.enteringByPpdu();
        entering.card.present = false;
        entering.pinFails(MUTE).reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ABSENT, MUTE);
        entering.pull();
        entering.worksAgain();
    }

    @ParameterizedTest(name = "P2 {0}")
    @ValueSource(strings = {"00", "06", "0A", "12", "FF"})
    void without_an_active_card_it_is_as_any_XfrBlock(String p2) {
        for (EngineRig off : List.of(EngineRig.noCard(), EngineRig.inactive())) {
            int icc = off.slotStatus(1).icc();
            off.ask(xfr(9, "FFC201" + p2 + "00")).is(Reply.DATA_BLOCK, 9).failed(icc, MUTE);
            off.ask(xfr(10, EngineRig.PPDU_VERIFY)).is(Reply.DATA_BLOCK, 10).failed(icc, MUTE);
            nobodyIsBothered(off, 0);
        }
    }

    @ParameterizedTest(name = "split at {0}")
    @ValueSource(ints = {0, 1, 2, 4, 5, 20, 28, 29})
    void it_may_come_in_parts(int at) {
        String apdu = EngineRig.PPDU_VERIFY.replace(" ", "");
        rig.ask(xfr(1, "0100", apdu.substring(0, 2 * at)))
                .is(Reply.DATA_BLOCK, 1)
                .ok(Reply.ACTIVE, "")
                .chain(0x10);
        nobodyIsBothered(rig, 0);
        rig.out(xfr(2, "0200", apdu.substring(2 * at))).silent();
        assertEquals(EngineRig.VERIFY.replace(" ", ""), rig.pin.asked);
        rig.pinAnswers(0x63C1).reply().is(Reply.DATA_BLOCK, 2).ok(Reply.ACTIVE, "63C1");
        nobodyIsBothered(rig, 1);

        rig.ask(xfr(3, "0100", "FFC2")).chain(0x10);
        rig.ask(xfr(4, "0300", "01")).chain(0x10);
        rig.ask(xfr(5, "0200", "0000")).is(Reply.DATA_BLOCK, 5).ok(Reply.ACTIVE, "06070A129000");
        nobodyIsBothered(rig, 1);
        rig.worksAgain();
    }

    /** bmICCStatus, chaining and pieces: what was there before is gone, as with any other command. */
    @Test
    void it_drops_the_rest_of_the_response_before() {
        for (String apdu : List.of("FFC2010000", "FFC2017F00", EngineRig.PPDU_VERIFY)) {
            EngineRig small = EngineRig.activeWithShortMessages();
            small.out(xfr(1, EngineRig.SELECT))
                    .cardAnswers("apdu", pattern(600))
                    .reply()
                    .chain(1);
            small.out(xfr(2, apdu));
            if (small.pin.open) {
                small.pinAnswers(0x9000);
            }
            small.reply().is(Reply.DATA_BLOCK, 2).chain(0);
            small.ask(xfr(3, "1000", "")).is(Reply.DATA_BLOCK, 3).failed(EngineRig.BAD_LEVEL);
            small.worksAgain();
        }
    }

    @Test
    void one_after_another_and_mixed_with_Secure() {
        for (int i = 0; i < 20; i++) {
            rig.out(i % 2 == 0 ? xfr(i, EngineRig.PPDU_VERIFY) : EngineRig.secure(i));
            rig.silent();
            String what = String.format(Locale.ROOT, "entry %d", i);
            assertEquals(i + 1, rig.pin.begins, what);
            if (i % 3 == 0) {
                Reply reply = rig.pinFails(0xEF).reply().is(Reply.DATA_BLOCK, i);
                if (i % 2 == 0) {
                    reply.ok(Reply.ACTIVE, "6401");
                } else {
                    reply.failed(Reply.ACTIVE, 0xEF);
                }
            } else {
                rig.pinAnswers(0x9000).reply().is(Reply.DATA_BLOCK, i).ok(Reply.ACTIVE, "9000");
            }
        }
        rig.worksAgain();
    }
}
