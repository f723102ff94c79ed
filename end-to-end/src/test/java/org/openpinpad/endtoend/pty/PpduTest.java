// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that has nothing but SCardTransmit uses the PIN pad by pseudo-APDUs (PC/SC part 10, PPDU). */
class PpduTest extends PluggedIn {
    private static final String SELECT_OPENPGP = "00A4040006D27600012401";
    private static final String TRIES_OF_82 = "00200082";
    private static final String FEATURES = "FFC2010000";

    /** PIN_VERIFY: two seconds, 6 to 32 digits, the key validates, no padding. */
    private static final String VERIFY = "0200" + "820000" + "2006" + "0201090400" + "000000" + "05000000";

    private static final String VERIFY_82 = VERIFY + "0020008200";

    /** PIN_MODIFY: two seconds for each PIN, 6 to 32 digits, old, new and repeated. */
    private static final String CHANGE_81 =
            "0200" + "8200000000" + "2006" + "0302030904000102" + "000000" + "05000000" + "0024008100";

    @ParameterizedTest
    @CsvSource({
        "123456O, 9000, PIN correct",
        "111111O, 63C2, Wrong PIN: 2 tries left",
        "12X,     6401, Cancelled",
        "12,      6400, Timed out",
        "12OO,    6403, PIN too short: At least 6 digits",
    })
    void aVerificationEndsWith(String keys, String statusWord, String display) throws Exception {
        HostProgram program = transmit(SELECT_OPENPGP, ppdu(0x06, VERIFY_82));
        reader.whenAskedFor("PIN (82)", keys);
        assertEquals(List.of("9000", statusWord), answers(program));
        reader.shows(display);
    }

    @ParameterizedTest
    @CsvSource({
        "123456O, 654321O, 654321O, 9000, PIN changed",
        "123456O, 654321O, 654322O, 6402, New PINs differ",
    })
    void aChangeEndsWith(String old, String fresh, String repeated, String statusWord, String display)
            throws Exception {
        HostProgram program = transmit(SELECT_OPENPGP, ppdu(0x07, CHANGE_81));
        reader.whenShown("Old PIN: OpenPGP change signature PIN (81)", old);
        reader.whenShown("New PIN", fresh);
        reader.whenShown("Repeat PIN", repeated);
        assertEquals(List.of("9000", statusWord), answers(program));
        reader.shows(display);
    }

    @Test
    void theVerificationIsTheCardsOwn() throws Exception {
        HostProgram program = transmit(SELECT_OPENPGP, ppdu(0x06, VERIFY_82), TRIES_OF_82);
        reader.whenAskedFor("PIN (82)", "123456O");
        assertEquals(List.of("9000", "9000", "9000"), answers(program));
    }

    @Test
    void whatNeedsNoUserIsAnsweredAtOnce() throws Exception {
        List<String> answers = answers(transmit(
                FEATURES,
                "FFC2010A00",
                "FFC2011200",
                ppdu(0x06, VERIFY + "00B0000000"), // READ BINARY
                ppdu(0x06, "0200"),
                "FFC2010800",
                "FFC2020000",
                "FFCA000000"));
        assertEquals("06070A129000", answers.get(0));
        assertEquals("1508" + "02" + "00" + "9000", answers.get(1));
        assertTrue(answers.get(2).matches(".*0B0209120C020100.*9000"), answers.get(2)); // 1209:0001
        assertEquals(List.of("6B80", "6700", "6A81", "6A86", "6E00"), answers.subList(3, answers.size()));
        reader.shows("Refused: The PC wanted your PIN in a command that takes no PIN.");
    }

    @Test
    void openscToolGetsTheFeaturesToo() throws Exception {
        String output = run("opensc-tool", "-s", FEATURES);
        assertTrue(output.contains("06 07 0A 12"), output);
    }

    private static String ppdu(int feature, String structure) {
        return String.format("FFC201%02X%02X", feature, structure.length() / 2) + structure;
    }

    private HostProgram transmit(String... commands) throws Exception {
        return start(JavaProgram.command("org.openpinpad.endtoend.vm.TransmitOnly", commands)
                .toArray(String[]::new));
    }

    private static List<String> answers(HostProgram program) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String line : program.endsWith(0).lines().toList()) {
            assertTrue(line.startsWith("answer "), line);
            answers.add(line.substring("answer ".length()));
        }
        return answers;
    }
}
