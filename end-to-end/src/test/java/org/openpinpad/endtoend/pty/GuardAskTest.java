// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code --guard ask}: the user lets a PIN of the PC through, or does not. */
class GuardAskTest extends PluggedIn {
    @Override
    List<String> readerOptions() {
        return List.of("--guard", "ask");
    }

    @BeforeEach
    void needTheModule() throws Exception {
        DebianPackages.pkcs11Module();
    }

    @Test
    void okLetsTheLoginThrough() throws Exception {
        HostProgram login = login();
        reader.answers(SimulatedReader.MAY_PIN_PASS, "O");
        login.endsWith(0);
        reader.shows("Allowed");
    }

    @Test
    void cancelRefusesItAndTheCardIsNotAsked() throws Exception {
        HostProgram login = login();
        reader.answers(SimulatedReader.MAY_PIN_PASS, "X");
        String output = login.endsWith(1);
        assertTrue(output.contains("C_Login failed: rv = CKR_"), output);
        reader.shows("Refused: You said no. The card was not asked.");
        String tries = run("opensc-tool", "-s", "00A4040006D27600012401", "-s", "00200082");
        assertTrue(tries.contains("SW1=0x63, SW2=0xC3"), tries);
    }

    @Test
    void whatHidesAPinIsNotAskedAbout() throws Exception {
        String output = run("opensc-tool", "-s", "00:A4:04:00:06:D2:76:00:01:24:01", "-s", "10:20:00:82:03:31:32:33");
        assertTrue(output.contains("SW1=0x64, SW2=0x04"), output);
        reader.showsRefusal();
        assertFalse(
                reader.display().text().contains("Let it through"),
                reader.display().text());
    }

    private HostProgram login() throws Exception {
        return start("pkcs11-tool", "--login", "--pin", "123456", "-O");
    }
}
