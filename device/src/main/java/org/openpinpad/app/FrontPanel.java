// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.display.Display;
import org.openpinpad.display.Language;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.ReaderListener;
import org.openpinpad.pin.PinScreens;

/**
 * The thread {@code display}: shows the PIN pad's screen while there is one, its conclusion long enough to be read, and else
 * how things stand. It draws what is true when it gets to it; what was true meanwhile is passed over, so nobody ever waits
 * for the display.
 */
public final class FrontPanel implements ReaderListener, PinScreens {

    /** How long a conclusion stays. */
    private static final long CONCLUSION_NS = 2_500_000_000L;

    private static final int PRIMARY_LANGUAGE = 0x3FF;
    private static final int LANG_GERMAN = 0x07;
    private static final int LANG_ENGLISH = 0x09;

    private record Shown(Screen screen, Language language) {}

    private final Display display;
    private final Language usual;

    private Screen idle = new Screen.NotConnected();
    private Shown pin;
    /** Waits until a conclusion has been read. */
    private Shown remark;

    private boolean pinEnds;
    private long pinEndsNs;

    /** A panel on {@code display}; {@code usual} is the language where the PC has no wish. */
    public FrontPanel(Display display, Language usual) {
        this.display = display;
        this.usual = usual;
    }

    public void start() {
        Thread thread = new Thread(this::run, "display");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void changed(Bus bus, IccStatus icc) {
        if (bus != Bus.CONFIGURED) {
            idle = new Screen.NotConnected();
        } else {
            idle = icc == IccStatus.ABSENT ? new Screen.InsertCard() : new Screen.CardReady();
        }
        notifyAll();
    }

    @Override
    public synchronized void show(Screen screen, int langId) {
        pin = new Shown(screen, language(langId));
        pinEnds = false;
        remark = null; // it would pass for one about this entry
        notifyAll();
    }

    @Override
    public synchronized void conclude(Screen screen, int langId) {
        conclude(new Shown(screen, language(langId)));
    }

    private void conclude(Shown conclusion) {
        pin = conclusion;
        pinEnds = true;
        pinEndsNs = System.nanoTime() + CONCLUSION_NS;
        notifyAll();
    }

    @Override
    public synchronized void remark(Screen screen) {
        remark = new Shown(screen, usual);
        notifyAll();
    }

    /** wLangId is a Windows language identifier: the primary language in its low ten bits (CCID 1.1 §6.1.11). */
    private Language language(int langId) {
        return switch (langId & PRIMARY_LANGUAGE) {
            case LANG_GERMAN -> Language.GERMAN;
            case LANG_ENGLISH -> Language.ENGLISH;
            default -> usual;
        };
    }

    private void run() {
        Shown last = null;
        try {
            while (!Thread.interrupted()) {
                last = awaitOtherThan(last);
                display.show(last.screen(), last.language());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Shown awaitOtherThan(Shown last) throws InterruptedException {
        while (true) {
            Shown now = current();
            if (!now.equals(last)) {
                return now;
            }
            if (pin != null && pinEnds) {
                long leftMs = (pinEndsNs - System.nanoTime()) / 1_000_000 + 1;
                wait(Math.max(1, leftMs));
            } else {
                wait();
            }
        }
    }

    private Shown current() {
        if (pin != null && pinEnds && System.nanoTime() - pinEndsNs >= 0) {
            pin = null;
        }
        if (pin == null && remark != null) {
            conclude(remark);
            remark = null;
        }
        return pin != null ? pin : new Shown(idle, usual);
    }
}
