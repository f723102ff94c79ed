// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.ccid.message.SlotError;

/** bPINOperation 04, cancel PIN function (CCID 1.1 §6.1.11), when something is to be cancelled and when not. */
class SecureCancelTest {

    private static String cancel(int seq) {
        return command(0x69, 0, seq, "000000", "04");
    }

    @Test
    void anEntryIsAnsweredAsCancelledAndThenTheCancelItself() {
        EngineRig rig = EngineRig.entering();
        rig.out(cancel(0xB1));
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).failed(SlotError.PIN_CANCELLED);
        rig.reply().is(Reply.DATA_BLOCK, 0xB1).ok(Reply.ACTIVE, "");
        assertFalse(rig.pin.open);
        rig.worksAgain();
    }

    @Test
    void anEntryOfAPpduIsAnsweredAsCancelledByItsStatusWord() {
        EngineRig rig = EngineRig.enteringByPpdu();
        rig.out(cancel(0xB1));
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "6401");
        rig.reply().is(Reply.DATA_BLOCK, 0xB1).ok(Reply.ACTIVE, "");
        assertFalse(rig.pin.open);
        rig.worksAgain();
    }

    @Test
    void aPinThatTheCardHasIsNotCancelled() {
        for (EngineRig rig : List.of(EngineRig.entering(), EngineRig.enteringByPpdu())) {
            rig.pin.atCard = true;
            rig.ask(cancel(0xB1)).is(Reply.DATA_BLOCK, 0xB1).failed(SlotError.CMD_SLOT_BUSY);
            assertTrue(rig.pin.open);
            rig.pinAnswers(0x9000);
            rig.reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
        }
    }

    @Test
    void nothingToBeCancelledIsNoError() {
        EngineRig rig = EngineRig.active();
        rig.ask(cancel(0xB1)).is(Reply.DATA_BLOCK, 0xB1).ok(Reply.ACTIVE, "");
        assertEquals(0, rig.pin.begins);
        rig.worksAgain();
    }

    @Test
    void anotherCommandIsNotCancelled() {
        EngineRig rig = EngineRig.active().out(xfr(0xB0, SELECT));
        rig.ask(cancel(0xB1)).is(Reply.DATA_BLOCK, 0xB1).failed(SlotError.CMD_SLOT_BUSY);
        rig.cardAnswers("apdu", "9000");
        rig.reply().is(Reply.DATA_BLOCK, 0xB0).ok(Reply.ACTIVE, "9000");
    }

    /** A second Secure that is not exactly that is a second command to a busy slot. */
    @ParameterizedTest
    @CsvSource({"000000, 0400", "000000, 00", "000000, 05", "000000, ''", "000100, 04"})
    void whatIsNoCancelLeavesTheEntryAlone(String specific, String data) {
        for (EngineRig rig : List.of(EngineRig.entering(), EngineRig.enteringByPpdu())) {
            rig.ask(command(0x69, 0, 0xB1, specific, data)).failed(SlotError.CMD_SLOT_BUSY);
            assertTrue(rig.pin.open);
        }
    }
}
