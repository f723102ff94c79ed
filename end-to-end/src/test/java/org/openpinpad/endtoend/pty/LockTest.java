// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The idle screen says that a PIN is verified and how often a key was used since; X ends it. */
class LockTest extends WithKeys {
    /** scdaemon looks for its card twice a second; who comes between hears "Card not present". */
    private static final int SCDAEMON_LOOKS_MS = 2_000;

    @Override
    List<String> guardOptions() {
        return List.of();
    }

    @Test
    void theIdleScreenCountsAndXMakesTheNextSignatureTakeThePinAgain() throws Exception {
        HostProgram first = gpgSigns();
        reader.whenAskedFor(SIGNATURE_PIN, "123456O");
        first.endsWith(0);
        reader.shows("PIN entered: Key used once.");
        gpgSigns().endsWith(0);
        reader.shows("PIN entered: Key used 2 times.");

        Output scan = start("pcsc_scan", "-n").output();
        scan.await("Card state: Card inserted");
        reader.press("X");
        reader.shows("Card ready");
        scan.await("Card state: Card removed");
        scan.await("Card state: Card inserted");

        Thread.sleep(SCDAEMON_LOOKS_MS);

        HostProgram locked = gpgSigns();
        reader.whenAskedFor(SIGNATURE_PIN, "123456O");
        locked.endsWith(0);
        gpgFindsTheSignatureGood();
        reader.shows("PIN entered: Key used once.");

        endDaemons(); // who have the card to themselves
        HostProgram verify = start("pkcs15-tool", "--verify-pin", "--use-pinpad", "--auth-id", "02");
        reader.whenAskedFor("PIN (82)", "123456O");
        verify.endsWith(0);
    }
}
