// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JavaCard applet with a PIN, through pcscd; wherever jCardSim runs it. */
abstract class AppletTests extends OtherPeoplesCard {

    static final String APPLET = "org.openpinpad.simulator.applet.PinApplet";
    static final String AID = "F04F50454E50494E01";

    private static final String SELECT = "00A4040009" + AID;
    private static final String READ_FREE = "00B081000D";
    private static final String READ_GUARDED = "00B082000E";
    private static final String FREE_TO_READ = "4672656520746F20726561642E9000";
    private static final String AFTER_THE_PIN = "4166746572207468652050494E2E9000";
    private static final String STATUS = "0020008100";
    private static final String PIN = "Enter PIN: Unknown card PIN reference 81 hex";
    private static final String VERIFY_81 = "0020008100";

    @Test
    void the_pin_opens_its_file_for_a_program_that_can_only_transmit() throws Exception {
        String ppdu = String.format("FFC20106%02X", (VERIFY + VERIFY_81).length() / 2) + VERIFY + VERIFY_81;
        HostProgram program = transmitting(SELECT, READ_FREE, READ_GUARDED, ppdu, READ_GUARDED);
        reader.whenShown(PIN, "123456O");
        assertEquals(List.of("9000", FREE_TO_READ, "6982", "9000", AFTER_THE_PIN), answers(program));
        reader.shows("PIN correct");
    }

    @ParameterizedTest
    @CsvSource({
        "123456O, 9000, PIN correct",
        "111111O, 63C2, Wrong PIN: 2 tries left",
        "12X,     6401, Cancelled",
    })
    void the_pin_is_typed_at_the_pad_by_part_10(String keys, String statusWord, String display) throws Exception {
        verifyByPartTen(SELECT, VERIFY_81, PIN, keys, statusWord);
        reader.shows(display);
    }

    @ParameterizedTest
    @CsvSource({
        "123456O, 0, The card accepted the PIN., PIN correct",
        "111111O, 1, 'Wrong PIN, 2 tries left.', Wrong PIN: 2 tries left",
    })
    void the_pin_is_typed_at_the_pad_by_our_own_program(String keys, int code, String sentence, String display)
            throws Exception {
        HostProgram verify = openpinpad("verify", "--aid", AID, "--reference", "81", "--min", "4", "--max", "8");
        reader.whenShown(PIN, keys);
        String output = verify.endsWith(code);
        assertTrue(output.contains(sentence), output);
        reader.shows(display);
    }

    @Test
    void the_card_counts_the_tries_and_blocks() throws Exception {
        List<String> statusWords = List.of("63C2", "63C1", "6983");
        List<String> shown = List.of("Wrong PIN: 2 tries left", "Wrong PIN: 1 try left", "PIN BLOCKED");
        for (int i = 0; i < statusWords.size(); i++) {
            verifyByPartTen(SELECT, VERIFY_81, PIN, "111111O", statusWords.get(i));
            reader.shows(shown.get(i));
        }
        assertEquals(List.of("9000", "6983"), transmit(SELECT, STATUS));
    }
}
