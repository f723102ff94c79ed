// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.ATR;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LENGTH;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LEVEL;
import static org.openpinpad.gadget.reader.EngineRig.BAD_POWER;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;
import static org.openpinpad.gadget.reader.EngineRig.VERIFY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** bError names the field at fault by its offset (CCID 1.1 §6.2.6), and errors of card and user go through. */
class FieldErrorsTest {

    @ParameterizedTest(name = "bPowerSelect {0}")
    @ValueSource(strings = {"00", "01", "02", "03"})
    void every_bPowerSelect_of_the_standard_powers_the_card(String powerSelect) {
        EngineRig rig = EngineRig.inactive();
        rig.out(command(0x62, 0, 9, powerSelect + "0000", "")).cardAnswers("on", ATR);
        rig.reply().is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, ATR);
    }

    @ParameterizedTest(name = "bPowerSelect {0}")
    @ValueSource(strings = {"04", "05", "7F", "80", "FF"})
    void any_other_bPowerSelect_is_a_bad_field_at_7(String powerSelect) {
        for (EngineRig rig : new EngineRig[] {EngineRig.inactive(), EngineRig.active()}) {
            rig.ask(command(0x62, 0, 9, powerSelect + "0000", ""))
                    .is(Reply.DATA_BLOCK, 9)
                    .failed(BAD_POWER);
            assertTrue(rig.card.jobs.isEmpty());
            rig.worksAgain();
        }
    }

    @ParameterizedTest(name = "wLevelParameter {0}")
    @ValueSource(strings = {"0400", "0500", "0F00", "1100", "2000", "8000", "0001", "0101", "0010", "0080", "FFFF"})
    void an_unknown_wLevelParameter_is_a_bad_field_at_8(String level) {
        EngineRig rig = EngineRig.active();
        rig.ask(xfr(9, level, SELECT)).is(Reply.DATA_BLOCK, 9).failed(Reply.ACTIVE, BAD_LEVEL);
        rig.ask(command(0x69, 0, 10, "00" + level, VERIFY))
                .is(Reply.DATA_BLOCK, 10)
                .failed(Reply.ACTIVE, BAD_LEVEL);
        assertTrue(rig.card.jobs.isEmpty());
        assertEquals(0, rig.pin.begins);
        rig.worksAgain();
    }

    @ParameterizedTest(name = "bBWI {0}")
    @ValueSource(strings = {"00", "01", "FF"})
    void bBWI_means_nothing_at_the_apdu_level(String bwi) {
        EngineRig rig = EngineRig.active();
        rig.out(command(0x6F, 0, 9, bwi + "0000", SELECT)).cardAnswers("apdu", "9000");
        rig.reply().is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, "9000");
    }

    @ParameterizedTest(name = "APDU [{0}]")
    @ValueSource(strings = {"", "00", "0020", "002000"})
    void less_than_four_bytes_are_no_apdu(String apdu) {
        EngineRig rig = EngineRig.active();
        rig.ask(xfr(9, apdu)).is(Reply.DATA_BLOCK, 9).failed(Reply.ACTIVE, BAD_LENGTH);
        assertTrue(rig.card.jobs.isEmpty());
        rig.worksAgain();
    }

    @Test
    void a_Secure_without_data_is_the_pads_to_refuse() {
        EngineRig rig = EngineRig.active();
        rig.pin.verdict = BAD_LENGTH;
        rig.ask(command(0x69, 0, 9, "000000", "")).is(Reply.DATA_BLOCK, 9).failed(Reply.ACTIVE, BAD_LENGTH);
        assertEquals("", rig.pin.asked);
        rig.worksAgain();
    }

    @ParameterizedTest(name = "bError {0}")
    @ValueSource(ints = {0, 10, 12, 15, 25, 26, 0x7F})
    void what_the_pin_pad_refuses_is_the_answer(int error) {
        EngineRig rig = EngineRig.active();
        rig.pin.verdict = error;
        rig.ask(EngineRig.secure(9)).is(Reply.DATA_BLOCK, 9).failed(Reply.ACTIVE, error);
        rig.pin.verdict = PinPort.ACCEPTED;
        assertTrue(rig.card.jobs.isEmpty());
        rig.worksAgain();
    }

    @ParameterizedTest(name = "bError {0}")
    @ValueSource(ints = {0xEF, 0xF0, 0xFE, 0xFD, 0xFB})
    void a_pin_entry_that_fails_says_why(int error) {
        EngineRig rig = EngineRig.entering();
        rig.pinFails(error).reply().is(Reply.DATA_BLOCK, 0xB0).failed(error);
        rig.worksAgain();
    }

    @ParameterizedTest(name = "SW {0}")
    @ValueSource(strings = {"9000", "63C2", "6983", "6402", "0000", "FFFF", "00FF"})
    void a_Secure_answer_is_the_status_word_and_nothing_else(String sw) {
        EngineRig rig = EngineRig.entering();
        assertEquals(VERIFY.replace(" ", ""), rig.pin.asked, "the pad sees abData");
        rig.silent();
        rig.pinAnswers(Integer.parseInt(sw, 16))
                .reply()
                .is(Reply.DATA_BLOCK, 0xB0)
                .ok(Reply.ACTIVE, sw)
                .chain(0);
        rig.worksAgain();
    }

    @Test
    void a_Secure_answer_has_two_bytes_even_after_a_longer_answer_of_the_card() {
        EngineRig rig = EngineRig.activeWithShortMessages();
        rig.out(xfr(8, SELECT)).cardAnswers("apdu", pattern(600));
        rig.reply().is(Reply.DATA_BLOCK, 8).chain(1);
        rig.out(EngineRig.secure(9)).pinAnswers(0x63C2);
        rig.reply().is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, "63C2").chain(0);
        rig.worksAgain();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "FE, on",
        "F8, on",
        "F7, on",
        "F6, on",
        "F5, on",
        "FB, on",
        "FE, apdu",
        "FD, apdu",
        "FC, apdu",
        "FB, apdu"
    })
    void a_card_that_fails_says_why(String error, String kind) {
        int bError = Integer.parseInt(error, 16);
        EngineRig rig = kind.equals("on") ? EngineRig.inactive().out(command(0x62, 0xB0)) : EngineRig.busy();
        rig.cardFails(kind, bError).reply().is(Reply.DATA_BLOCK, 0xB0).failed(bError);
        rig.worksAgain();
    }

    @Test
    void a_card_that_did_not_power_on_is_there_but_inactive() {
        for (EngineRig rig : new EngineRig[] {EngineRig.inactive(), EngineRig.active()}) {
            rig.out(command(0x62, 9)).cardFails("on", EngineRig.MUTE);
            rig.reply().is(Reply.DATA_BLOCK, 9).failed(Reply.INACTIVE, EngineRig.MUTE);
            rig.slotStatus(10).ok(Reply.INACTIVE, "");
            rig.ask(xfr(11, SELECT)).is(Reply.DATA_BLOCK, 11).failed(Reply.INACTIVE, EngineRig.MUTE);
            rig.worksAgain();
        }
    }

    @Test
    void power_off_makes_the_card_inactive_once_the_slot_has_done_it() {
        EngineRig rig = EngineRig.active();
        rig.out(command(0x63, 9)).cardAnswers("off", "");
        rig.reply().is(Reply.SLOT_STATUS, 9).ok(Reply.INACTIVE, "");
        rig.slotStatus(10).ok(Reply.INACTIVE, "");
        rig.worksAgain();
    }

    @ParameterizedTest(name = "bProtocolNum {0} with {1} bytes")
    @CsvSource({
        "02, 5, 7",
        "80, 7, 7",
        "FF, 7, 7",
        "00, 7, 1",
        "00, 4, 1",
        "00, 0, 1",
        "01, 5, 1",
        "01, 8, 1",
        "01, 0, 1"
    })
    void SetParameters_names_its_bad_field(String protocol, int length, int error) {
        EngineRig rig = protocol.equals("00") ? activeT0() : EngineRig.active();
        rig.ask(command(0x61, 0, 9, protocol + "0000", "00".repeat(length)))
                .is(Reply.PARAMETERS, 9)
                .failed(Reply.ACTIVE, error);
        rig.worksAgain();
    }

    @Test
    void Parameters_carry_5_bytes_for_T0_and_7_for_T1() {
        EngineRig t1 = EngineRig.active();
        Reply reply = t1.ask(command(0x6C, 9)).is(Reply.PARAMETERS, 9);
        assertEquals(1, reply.b9(), "bProtocolNum by the ATR's first protocol");
        assertEquals(7, reply.data().length() / 2);
        assertEquals("18", reply.data().substring(0, 2), "bmFindexDindex is TA1");

        reply = activeT0().ask(command(0x6C, 9)).is(Reply.PARAMETERS, 9);
        assertEquals(0, reply.b9());
        assertEquals(5, reply.data().length() / 2);
        assertEquals("13", reply.data().substring(0, 2));
    }

    private static EngineRig activeT0() {
        EngineRig rig = EngineRig.inactive();
        rig.out(command(0x62, 1))
                .cardAnswers("on", "3B 98 13 40 0A A5 03 01 01 01 AD 13 11")
                .reply();
        return rig;
    }

    @Test
    void an_unreadable_atr_still_reaches_the_host_and_parameters_still_answer() {
        EngineRig rig = EngineRig.inactive();
        for (String atr : new String[] {"3B", "3BFF", "FFFF", "3B 80 80 80 80"}) {
            rig.out(command(0x62, 9)).cardAnswers("on", atr);
            rig.reply().is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, atr);
            rig.ask(command(0x6C, 10)).is(Reply.PARAMETERS, 10);
        }
        rig.worksAgain();
    }
}
