// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the programs of others find at the line: a reader with a PIN pad, and a card that comes and goes. */
class DiscoveryTest extends PluggedIn {
    @AfterEach
    void nothingWasRefused() {
        reader.refusedNothing();
    }

    @Test
    void openscListsAReaderWithACardAndAPinPad() throws Exception {
        String readers = run("opensc-tool", "-l");
        assertTrue(readers.matches("(?s).*\\n0 +Yes +PIN pad +OpenPinpad.*"), readers);
    }

    @Test
    void openscKnowsTheCard() throws Exception {
        assertContains("OpenPGP card", run("opensc-tool", "-n"));
    }

    @Test
    void pkcs11TokenHasAProtectedAuthenticationPath() throws Exception {
        DebianPackages.pkcs11Module();
        assertContains("login required, PIN pad present", run("pkcs11-tool", "-L"));
    }

    @Test
    void pkcs15ToolReadsTheThreePinsAndTheirTries() throws Exception {
        String card = run("pkcs15-tool", "-D");
        assertContains("PIN [User PIN]", card);
        assertContains("PIN [User PIN (sig)]", card);
        assertContains("PIN [Admin PIN]", card);
        assertTrue(card.split("Tries left +: 3", -1).length == 4, card);
    }

    @Test
    void pkcs11ToolListsTheObjects() throws Exception {
        DebianPackages.pkcs11Module();
        assertContains("Profile object", run("pkcs11-tool", "-O"));
    }

    @Test
    void pcscScanSeesTheCardGoAndCome() throws Exception {
        Output scan = start("pcsc_scan", "-n").output();
        scan.await("Card state: Card inserted");
        reader.press("-");
        scan.await("Card state: Card removed");
        reader.shows("Insert card");
        reader.press("+");
        scan.await("Card state: Card inserted");
        scan.await("ATR: 3B");
        reader.shows("Card ready");
    }

    @Test
    void theLineServesOnePcscdAfterAnother() throws Exception {
        reader.shows("Card ready");
        pcscd.close();
        reader.shows("Not connected");
        startPcscd();
        reader.shows("Card ready");
        assertContains("PIN pad", run("opensc-tool", "-l"));
    }

    private static void assertContains(String part, String text) {
        assertTrue(text.contains(part), () -> "\"" + part + "\" is not in:\n" + text);
    }
}
