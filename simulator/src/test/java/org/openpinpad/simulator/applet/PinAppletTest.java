// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.simulator.card.Terminal;
import org.openpinpad.simulator.card.javacard.AppletLoader;

/** The applet in jCardSim; 1 to 8 in the names are digits of PINs, 31 to 38 on the wire. */
class PinAppletTest {

    private static final String SELECT = "00 A4 04 00 09 F04F50454E50494E01";
    private static final String VERIFY_123456 = "00 20 00 81 06 313233343536";
    private static final String VERIFY_111111 = "00 20 00 81 06 313131313131";
    private static final String VERIFY_654321 = "00 20 00 81 06 363534333231";
    private static final String STATUS = "00 20 00 81";
    private static final String READ_GUARDED = "00 B0 82 00 00";
    private static final String AFTER_THE_PIN = "4166746572207468652050494e2e9000";
    private static final String CHANGE_123456_TO_654321 = "00 24 00 81 0C 313233343536 363534333231";
    private static final String CHANGE_111111_TO_654321 = "00 24 00 81 0C 313131313131 363534333231";
    private static final String RESET_TO_654321 = "00 2C 00 81 0E 3132333435363738 363534333231";
    private static final String RESET_BY_A_WRONG_CODE = "00 2C 00 81 0E 3131313131313131 363534333231";

    private Terminal card;

    @BeforeEach
    void select() throws IOException {
        card = new Terminal(AppletLoader.card(PinApplet.class.getName(), "F04F50454E50494E01", ""));
        card.data(SELECT);
    }

    private void answers(String... commandsAndAnswers) {
        for (int i = 0; i < commandsAndAnswers.length; i += 2) {
            assertEquals(commandsAndAnswers[i + 1], card.send(commandsAndAnswers[i]), commandsAndAnswers[i]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the free file whole,                    00 B0 81 00 00, 4672656520746f20726561642e9000",
        "from an offset,                         00 B0 81 08 00, 726561642e9000",
        "no more than Le,                        00 B0 81 00 04, 467265659000",
        "at its end,                             00 B0 81 0D 00, 9000",
        "beyond its end,                         00 B0 81 0E 00, 6b00",
        "a file that is not there,               00 B0 83 00 00, 6a82",
        "no file selected,                       00 B0 00 00 00, 6986",
        "the guarded file without the PIN,       00 B0 82 00 00, 6982",
    })
    void reading(String what, String command, String answer) {
        assertEquals(answer, card.send(command), what);
    }

    @Test
    void a_file_is_selected_by_its_identifier_too() {
        answers(
                "00 A4 02 0C 02 0101", "9000",
                "00 B0 00 08 00", "726561642e9000",
                "00 A4 02 0C 02 0102", "9000",
                "00 B0 00 00 00", "6982",
                "00 A4 02 0C 02 0103", "6a82",
                "00 A4 02 0C 02 0001", "6a82");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the right PIN,          00 20 00 81 06 313233343536,       9000",
        "a wrong one,            00 20 00 81 06 313131313131,       63c2",
        "its beginning,          00 20 00 81 05 3132333435,         63c2",
        "more than it,           00 20 00 81 07 31323334353637,     63c2",
        "three bytes,            00 20 00 81 03 313233,             6700",
        "nine bytes,             00 20 00 81 09 313233343536373839, 6700",
        "another reference,      00 20 00 82 06 313233343536,       6a88",
        "P1 FF,                  00 20 FF 81,                       6a86",
        "another class,          80 20 00 81 06 313233343536,       6e00",
        "another instruction,    00 26 00 81 06 313233343536,       6d00",
        "no data,                00 20 00 81,                       63c3",
        "no data but Le,         00 20 00 81 00,                    63c3",
    })
    void verify(String what, String command, String answer) {
        assertEquals(answer, card.send(command), what);
    }

    @Test
    void the_pin_opens_the_guarded_file_until_another_selection() {
        answers(
                VERIFY_123456, "9000",
                STATUS, "9000",
                READ_GUARDED, AFTER_THE_PIN,
                SELECT, "9000",
                STATUS, "63c3",
                READ_GUARDED, "6982");
    }

    @Test
    void a_wrong_pin_closes_what_a_right_one_opened() {
        answers(VERIFY_123456, "9000", VERIFY_111111, "63c2", READ_GUARDED, "6982");
    }

    @Test
    void the_right_pin_gives_the_tries_back() {
        answers(VERIFY_111111, "63c2", VERIFY_111111, "63c1", VERIFY_123456, "9000", VERIFY_111111, "63c2");
    }

    @Test
    void the_third_wrong_pin_blocks_for_the_right_one_too() {
        answers(
                VERIFY_111111, "63c2",
                VERIFY_111111, "63c1",
                VERIFY_111111, "6983",
                VERIFY_123456, "6983",
                STATUS, "6983",
                CHANGE_123456_TO_654321, "6983",
                SELECT, "9000",
                VERIFY_123456, "6983");
    }

    @Test
    void a_change_makes_the_new_pin_the_right_one_and_asks_for_it() {
        answers(
                CHANGE_123456_TO_654321, "9000",
                READ_GUARDED, "6982",
                VERIFY_123456, "63c2",
                VERIFY_654321, "9000",
                READ_GUARDED, AFTER_THE_PIN);
    }

    @Test
    void a_change_with_a_wrong_old_pin_costs_a_try_and_changes_nothing() {
        answers(CHANGE_111111_TO_654321, "63c2", VERIFY_654321, "63c1", VERIFY_123456, "9000");
    }

    @Test
    void a_change_to_another_length_moves_the_place_where_the_old_one_ends() {
        answers(
                "00 24 00 81 0A 313233343536 34333231", "9000",
                "00 24 00 81 0C 34333231 3132333435363738", "9000",
                "00 20 00 81 08 3132333435363738", "9000");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a new PIN of three,          00 24 00 81 09 313233343536 313233,                            6700",
        "a new PIN of nine,           00 24 00 81 0F 313233343536 313233343536373839,                6700",
        "a change without an old PIN, 00 24 01 81 06 363534333231,                                   6a86",
        "a reset with three,          00 2C 00 81 0B 3132333435363738 313233,                        6700",
        "a reset without a code,      00 2C 02 81 06 363534333231,                                   6a86",
        "a reset of another PIN,      00 2C 00 82 0E 3132333435363738 363534333231,                  6a88",
    })
    void what_is_refused_costs_no_try(String what, String command, String answer) {
        assertEquals(answer, card.send(command), what);
        assertEquals("63c3", card.send(STATUS));
    }

    @Test
    void the_resetting_code_unblocks_and_sets_a_new_pin() {
        for (String answer : List.of("63c2", "63c1", "6983")) {
            assertEquals(answer, card.send(VERIFY_111111));
        }
        answers(
                RESET_BY_A_WRONG_CODE, "63c2",
                STATUS, "6983",
                RESET_TO_654321, "9000",
                READ_GUARDED, "6982",
                STATUS, "63c3",
                VERIFY_123456, "63c2",
                VERIFY_654321, "9000");
    }

    @Test
    void the_third_wrong_resetting_code_blocks_it() {
        answers(
                RESET_BY_A_WRONG_CODE, "63c2",
                RESET_BY_A_WRONG_CODE, "63c1",
                RESET_BY_A_WRONG_CODE, "6983",
                RESET_TO_654321, "6983",
                VERIFY_123456, "9000");
    }
}
