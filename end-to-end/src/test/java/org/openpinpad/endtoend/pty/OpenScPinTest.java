// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenSC has the PIN typed at the reader, and understands each way in which that can end. */
class OpenScPinTest extends PluggedIn {
    /** So long that the reader asks the PC for more time, once: 1.5 s and less than 3 s. */
    private static final int HESITATION_MS = 2_000;

    @BeforeEach
    void needTheModule() throws Exception {
        DebianPackages.pkcs11Module();
    }

    @AfterEach
    void nothingWasRefused() {
        reader.refusedNothing();
    }

    @Test
    void pkcs11LoginTakesThePinFromThePanel() throws Exception {
        HostProgram login = login();
        reader.whenAskedFor("PIN (82)", "123456O");
        String output = login.endsWith(0);
        assertFalse(output.contains("error"), output);
        reader.shows("PIN correct");
    }

    @Test
    void thePcWaitsForAUserWhoTypesSlowlyAndTakesADigitBack() throws Exception {
        HostProgram login = login();
        reader.whenAskedFor("PIN (82)", "124C");
        Thread.sleep(HESITATION_MS);
        reader.press("3456O");
        login.endsWith(0);
        reader.shows("PIN correct");
        assertTrue(pcscd.log().contains("time request"), "the reader asked for no more time");
    }

    @ParameterizedTest
    @CsvSource({
        "111111O, CKR_PIN_INCORRECT, Wrong PIN: 2 tries left",
        "12X,     CKR_FUNCTION_CANCELED, Cancelled",
        "12OO,    CKR_PIN_LEN_RANGE, PIN too short: At least 6 digits",
    })
    void pkcs11LoginFailsWith(String keys, String error, String display) throws Exception {
        HostProgram login = login();
        reader.whenAskedFor("PIN (82)", keys);
        fails(login, 1, error);
        reader.shows(display);
    }

    /** OpenSC tells the failed command or the missing card, whichever pcscd lets it know first. */
    @Test
    void aCardPulledDuringTheLoginEndsIt() throws Exception {
        HostProgram login = login();
        reader.whenAskedFor("PIN (82)", "12-");
        String output = login.endsWith(1);
        assertTrue(output.matches("(?s).*C_Login failed: rv = CKR_(GENERAL_ERROR|DEVICE_REMOVED) .*"), output);
        reader.shows("Card removed");
    }

    @Test
    void afterThreeWrongPinsTheRightOneDoesNotHelp() throws Exception {
        for (String left : new String[] {"2 tries left", "1 try left", "No tries left"}) {
            HostProgram login = login();
            reader.whenAskedFor("PIN (82)", "111111O");
            fails(login, 1, "CKR_PIN_INCORRECT");
            reader.shows(left);
        }
        HostProgram login = login();
        reader.whenAskedFor("PIN (82)", "123456O");
        fails(login, 1, "CKR_PIN_LOCKED");
        reader.shows("PIN BLOCKED");
    }

    @ParameterizedTest
    @CsvSource({
        "01, signature PIN (81), 123456O",
        "02, PIN (82), 123456O",
        "03, admin PIN (83), 12345678O",
    })
    void pkcs15ToolVerifiesEachPin(String id, String asked, String keys) throws Exception {
        HostProgram verify = verify(id);
        reader.whenAskedFor(asked, keys);
        verify.endsWith(0);
        reader.shows("PIN correct");
    }

    @ParameterizedTest
    @CsvSource({
        "111111O, PIN code or key incorrect",
        "X,       Input operation cancelled by user",
        "12,      Timed out while waiting for user input",
        "12OO,    Invalid PIN length",
    })
    void pkcs15ToolSaysWhyNot(String keys, String reason) throws Exception {
        HostProgram verify = verify("01");
        reader.whenAskedFor("signature PIN (81)", keys);
        fails(verify, 255, reason);
    }

    private HostProgram login() throws Exception {
        return start("pkcs11-tool", "--login", "-O");
    }

    private HostProgram verify(String id) throws Exception {
        return start("pkcs15-tool", "--verify-pin", "--use-pinpad", "--auth-id", id);
    }

    private static void fails(HostProgram program, int code, String reason) throws Exception {
        String output = program.endsWith(code);
        assertTrue(output.contains(reason), output);
    }
}
