// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import org.openpinpad.display.Event;
import org.openpinpad.guard.EventLog;
import org.openpinpad.keypad.ControlKey;

/** What keys do while nobody is asked for anything: OK looks into the event log, cancel leaves it, or locks the card. */
final class IdleKeys {

    private final FrontPanel panel;
    private final EventLog log;
    private final Runnable lock;

    /** Which event is looked at, counted back from the newest. */
    private int page;

    IdleKeys(FrontPanel panel, EventLog log, Runnable lock) {
        this.panel = panel;
        this.log = log;
        this.lock = lock;
    }

    void key(ControlKey key, long nowNs) {
        switch (panel.idleState()) {
            case OTHER -> {}
            case BROWSING -> browse(key, nowNs);
            case IDLE, AUTHORISED -> {
                if (key == ControlKey.OK) {
                    page = 0;
                    panel.browse(log.page(page, nowNs));
                } else if (key == ControlKey.CANCEL && panel.idleState() == FrontPanel.IdleState.AUTHORISED) {
                    log.add(new Event.Locked(), nowNs);
                    lock.run();
                }
            }
        }
    }

    private void browse(ControlKey key, long nowNs) {
        if (key == ControlKey.OK) {
            page++;
            panel.browse(log.page(page, nowNs));
        } else if (key == ControlKey.CANCEL) {
            panel.endBrowsing();
        }
    }
}
