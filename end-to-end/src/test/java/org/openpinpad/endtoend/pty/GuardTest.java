// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs that send a PIN past the panel, with the guard as it is by default. One try is spent first: had the card seen the
 * right PIN it would have three again, had it seen a wrong one it would have one.
 */
class GuardTest extends PluggedIn {

    /** VERIFY in other classes and forms, and what changes a PIN or sets one. */
    private static final List<String> CARRY_A_PIN = List.of(
            "00:20:00:82:06:31:32:33:34:35:36",
            "03:20:00:82:06:31:32:33:34:35:36",
            "10:20:00:82:03:31:32:33",
            "0C:20:00:82:06:31:32:33:34:35:36",
            "80:20:00:82:06:31:32:33:34:35:36",
            "00:21:00:82:06:31:32:33:34:35:36",
            "00:24:00:81:0C:31:32:33:34:35:36:36:35:34:33:32:31",
            "00:2C:02:81:06:36:35:34:33:32:31",
            "00:DA:00:D3:08:38:37:36:35:34:33:32:31",
            "00:C2:00:00:0B:00:20:00:82:06:31:32:33:34:35:36");

    @BeforeEach
    void spendATry() throws Exception {
        DebianPackages.pkcs11Module();
        HostProgram wrong = start("pkcs15-tool", "--verify-pin", "--use-pinpad", "--auth-id", "02");
        reader.whenAskedFor("PIN (82)", "111111O");
        wrong.endsWith(255);
        reader.shows("Wrong PIN: 2 tries left");
    }

    @ParameterizedTest
    @CsvSource({
        "1,   CKR_GENERAL_ERROR,   pkcs11-tool --login --pin 123456 -O",
        "1,   CKR_GENERAL_ERROR,   pkcs11-tool --change-pin --pin 123456 --new-pin 654321",
        "255, Card command failed, pkcs15-tool --verify-pin --pin 123456 --auth-id 02",
    })
    void aProgramThatWasToldThePinIsRefused(int code, String error, String program) throws Exception {
        String output = start(program.split(" ")).endsWith(code);
        assertTrue(output.contains(error), output);
        reader.showsRefusal();
        theCardWasNotAsked();
    }

    @Test
    void noCommandThatCanCarryAPinReachesTheCard() throws Exception {
        List<String> program = new ArrayList<>(List.of("opensc-tool", "-s", "00:A4:04:00:06:D2:76:00:01:24:01"));
        CARRY_A_PIN.forEach(command -> program.addAll(List.of("-s", command)));
        String output = run(program.toArray(String[]::new));
        assertEquals(CARRY_A_PIN.size(), output.split("SW1=0x64, SW2=0x04", -1).length - 1, output);
        reader.showsRefusal();
        theCardWasNotAsked();
    }

    private void theCardWasNotAsked() throws Exception {
        String tries = run("opensc-tool", "-s", "00A4040006D27600012401", "-s", "00200082");
        assertTrue(tries.contains("SW1=0x63, SW2=0xC2"), tries);
    }
}
