// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import org.openpinpad.display.Event;
import org.openpinpad.display.Panel;
import org.openpinpad.display.Screen;
import org.openpinpad.guard.EventLog;

/** The PIN pad's way to the display, past the event log: that a PIN was asked for, and what came of it. */
final class LoggedPanel implements Panel {

    private final Panel panel;
    private final EventLog log;
    private boolean entering;

    LoggedPanel(Panel panel, EventLog log) {
        this.panel = panel;
        this.log = log;
    }

    @Override
    public void show(Screen screen, int langId) {
        if (screen instanceof Screen.EnterPin entry && !entering) {
            entering = true;
            log.add(new Event.PinAsked(entry.purpose()), System.nanoTime());
        }
        panel.show(screen, langId);
    }

    @Override
    public void conclude(Screen screen, int langId) {
        entering = false;
        note(screen);
        panel.conclude(screen, langId);
    }

    @Override
    public void remark(Screen screen) {
        note(screen);
        panel.remark(screen);
    }

    private void note(Screen screen) {
        if (screen instanceof Screen.Notice notice) {
            log.add(new Event.Ended(notice), System.nanoTime());
        }
    }
}
