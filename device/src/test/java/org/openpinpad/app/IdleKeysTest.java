// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.display.Event;
import org.openpinpad.display.Language;
import org.openpinpad.display.RefusalReason;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.ReaderListener.Bus;
import org.openpinpad.guard.EventLog;
import org.openpinpad.keypad.ControlKey;

/** Keys that nobody asked for. */
class IdleKeysTest {

    private final FrontPanel panel = new FrontPanel((frame, line) -> {}, Language.ENGLISH, false);
    private final EventLog log = new EventLog();
    private int locks;
    private final IdleKeys keys = new IdleKeys(panel, log, () -> locks++);

    private void unlocked() {
        panel.changed(Bus.CONFIGURED, IccStatus.ACTIVE);
        panel.authorisation(OptionalInt.of(1));
    }

    private void press(ControlKey key) {
        keys.key(key, System.nanoTime());
    }

    @Test
    void cancelLocksAnUnlockedCardAndIsNoted() {
        unlocked();
        press(ControlKey.CANCEL);
        assertEquals(1, locks);
        assertEquals(new Event.Locked(), ((Screen.EventPage) log.page(0, 0)).event());
    }

    @Test
    void cancelDoesNothingToACardWithoutAPin() {
        panel.changed(Bus.CONFIGURED, IccStatus.ACTIVE);
        press(ControlKey.CANCEL);
        assertEquals(0, locks);
    }

    @Test
    void norToOneThatIsNotPowered() {
        unlocked();
        panel.changed(Bus.CONFIGURED, IccStatus.INACTIVE);
        press(ControlKey.CANCEL);
        assertEquals(0, locks);
    }

    /** A PC must not be able to keep the user from locking by having the reader remark on it. */
    @Test
    void aRemarkDoesNotKeepTheUserFromLocking() {
        unlocked();
        panel.remark(new Screen.Refused(RefusalReason.PIN_FROM_PC));
        press(ControlKey.CANCEL);
        assertEquals(1, locks);
    }

    @Test
    void aKeyDuringAConclusionIsForNobody() {
        unlocked();
        panel.conclude(new Screen.Cancelled(), 0);
        press(ControlKey.CANCEL);
        press(ControlKey.OK);
        assertEquals(0, locks);
        assertEquals(FrontPanel.IdleState.OTHER, panel.idleState());
    }

    @Test
    void okLooksIntoTheLogAndCancelLeavesIt() {
        unlocked();
        press(ControlKey.OK);
        assertEquals(FrontPanel.IdleState.BROWSING, panel.idleState());
        press(ControlKey.OK);
        assertEquals(FrontPanel.IdleState.BROWSING, panel.idleState());
        press(ControlKey.CANCEL);
        assertEquals(FrontPanel.IdleState.AUTHORISED, panel.idleState());
        assertEquals(0, locks);
    }
}
