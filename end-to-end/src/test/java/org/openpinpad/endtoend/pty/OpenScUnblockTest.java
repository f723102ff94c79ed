// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * pkcs15-tool has a PIN unblocked at the reader. The resetting code is set from the PC before, as no tool of OpenSC does that
 * with a keypad: the user lets it through.
 */
class OpenScUnblockTest extends PluggedIn {

    @Override
    List<String> readerOptions() {
        return List.of("--guard", "ask");
    }

    /** Verifies the admin PIN and sets the resetting code 87654321. */
    @BeforeEach
    void setResettingCode() throws Exception {
        HostProgram set = start(
                "opensc-tool",
                "-s",
                "00A4040006D27600012401",
                "-s",
                "00200083083132333435363738",
                "-s",
                "00DA00D3083837363534333231");
        reader.answers(SimulatedReader.MAY_PIN_PASS, "O");
        reader.answers(SimulatedReader.MAY_PIN_PASS, "O");
        set.endsWith(0);
    }

    @Test
    void theResettingCodeUnblocksThePin() throws Exception {
        for (String left : new String[] {"2 tries left", "1 try left", "No tries left"}) {
            fails("PIN code or key incorrect", "111111O", left);
        }
        fails("Authentication method blocked", "123456O", "PIN BLOCKED");

        HostProgram unblock = unblock("87654321O");
        unblock.endsWith(0);
        reader.shows("PIN unblocked");
        verify("13579246O").endsWith(0);
        assertEquals(List.of(), new PcscdLog(pcscd.log()).find("13579246"));
    }

    @Test
    void aWrongResettingCodeLeavesThePinAsItIs() throws Exception {
        String output = unblock("87654322O").endsWith(3);
        assertTrue(output.contains("PUK code incorrect; tries left: 2"), output);
        reader.shows("Wrong code: 2 tries left");
        verify("123456O").endsWith(0);
    }

    private HostProgram unblock(String code) throws Exception {
        HostProgram unblock = start("pkcs15-tool", "--unblock-pin", "--use-pinpad", "--auth-id", "01");
        reader.whenShown("Unblock code: OpenPGP unblock signature PIN (81)", code);
        // OpenSC wants the new PIN to be as long as the code that unblocks it, eight digits at least.
        reader.whenShown("New PIN: OpenPGP unblock", "13579246O");
        reader.whenShown("Repeat PIN: OpenPGP unblock", "13579246O");
        return unblock;
    }

    private HostProgram verify(String keys) throws Exception {
        HostProgram verify = start("pkcs15-tool", "--verify-pin", "--use-pinpad", "--auth-id", "01");
        reader.whenAskedFor("signature PIN (81)", keys);
        return verify;
    }

    private void fails(String reason, String keys, String display) throws Exception {
        String output = verify(keys).endsWith(255);
        assertTrue(output.contains(reason), output);
        reader.shows(display);
    }
}
