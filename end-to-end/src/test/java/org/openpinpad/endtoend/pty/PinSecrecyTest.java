// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that the PC saw of PIN entries is in pcscd's log, and the PIN is not. */
class PinSecrecyTest extends PluggedIn {
    private static final String PIN = "123456";
    private static final String WRONG_PIN = "864209";

    @Test
    void noFormOfAPinIsInTheLogThatHoldsEveryFrame() throws Exception {
        HostProgram wrong = start("pkcs15-tool", "--verify-pin", "--use-pinpad", "--auth-id", "02");
        reader.whenAskedFor("PIN (82)", WRONG_PIN + "O");
        wrong.endsWith(255);
        reader.shows("Wrong PIN");
        HostProgram right = start("pkcs15-tool", "--verify-pin", "--use-pinpad", "--auth-id", "02");
        reader.whenAskedFor("PIN (82)", PIN + "O");
        right.endsWith(0);
        reader.shows("PIN correct");

        PcscdLog log = new PcscdLog(pcscd.log());
        assertEquals(2, log.secures(), "Secure commands in the log");
        assertEquals(List.of(), log.find(PIN));
        assertEquals(List.of(), log.find(WRONG_PIN));
    }

    /** Without this the search above could be blind. */
    @Test
    void aPinThatThePcSendsIsFoundInTheLog() throws Exception {
        start("opensc-tool", "-s", "00A4040006D27600012401", "-s", "002000820631323334" + "3536")
                .endsWith(0);
        PcscdLog log = new PcscdLog(pcscd.log());
        List<String> found = log.find(PIN);
        assertFalse(found.isEmpty(), "the search is blind");
        assertEquals(true, found.contains("ASCII in \"-> 000000 \""), found.toString());
    }
}
