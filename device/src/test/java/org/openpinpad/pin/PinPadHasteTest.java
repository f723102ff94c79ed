// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.pin.PinPadRig.S;
import static org.openpinpad.pin.PinPadRig.VERIFY;
import static org.openpinpad.pin.PinPadRig.entering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpinpad.gadget.reader.PinPort;
import org.openpinpad.gadget.reader.PinPort.AbortReason;

/** A PC that gives up and asks again while the user types: what was meant for one entry must not get into another. */
class PinPadHasteTest {

    /** What is typed on for an entry that the PC broke off does not get into the next one, nor into the one after that. */
    @ParameterizedTest
    @EnumSource
    void theNextEntryWaitsForAHastyUser(AbortReason reason) {
        PinPadRig rig = entering();
        rig.type("12");
        for (int i = 0; i < 3; i++) {
            rig.pad.abort(reason);
            assertEquals(PinPort.ACCEPTED, rig.begin(VERIFY));
        }
        rig.type("34O");
        assertTrue(rig.page.isWiped());
        rig.pad.abort(reason);
        assertEquals(PinPort.ACCEPTED, rig.begin(VERIFY));
        rig.type("56O");
        assertTrue(rig.page.isWiped());
        rig.pass(S);
        rig.type("1234O");
        assertEquals("002000810431323334", rig.card.command);
    }

    /** A PC that asks for a second at a time, or for an end by itself, is no better. */
    @Test
    void theNextEntryWaitsAfterATimeOutToo() {
        PinPadRig rig = new PinPadRig();
        rig.begin(VERIFY.replace("00 1E 82", "00 01 82"));
        rig.type("12");
        rig.pass(S);
        assertEquals(PinPort.ACCEPTED, rig.begin(VERIFY));
        rig.type("3456O");
        assertTrue(rig.page.isWiped());
    }

    @Test
    void theNextEntryWaitsAfterAnEndByItselfToo() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 1E 82 00 00 0404 01 01 0904 00 000000 00 20 00 81 00");
        rig.type("1234");
        rig.card.answers(0x63C2);
        assertEquals(PinPort.ACCEPTED, rig.begin(VERIFY));
        rig.type("5678O");
        assertEquals(1, rig.card.commands);
    }

    @ParameterizedTest
    @CsvSource({"'', 0, false", "12, 11, false", "12X, 0, true", "1234O, 0, true"})
    void theNextEntryTakesKeysAtOnceIfNobodyIsTyping(String keys, int secondsLater, boolean ended) {
        PinPadRig rig = entering();
        rig.type(keys);
        if (rig.card.busy()) {
            rig.card.answers(0x63C2);
        } else if (!ended) {
            rig.pad.abort(AbortReason.HOST);
        }
        rig.pass(secondsLater * S);
        assertEquals(PinPort.ACCEPTED, rig.begin(VERIFY));
        rig.type("4321O");
        assertEquals("002000810434333231", rig.card.command);
    }
}
