// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import java.util.OptionalInt;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.display.Display;
import org.openpinpad.display.Language;
import org.openpinpad.display.Panel;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.ReaderListener;

/**
 * The thread {@code display}: shows the PIN pad's screen while there is one, its conclusion long enough to be read, and else
 * how things stand. It draws what is true when it gets to it; what was true meanwhile is passed over, so nobody ever waits
 * for the display.
 */
public final class FrontPanel implements ReaderListener, Panel {

    /** How long a conclusion stays. */
    private static final long CONCLUSION_NS = 2_500_000_000L;

    /** How long a page of the event log stays when no key is pressed. */
    private static final long BROWSING_NS = 20_000_000_000L;

    private static final int PRIMARY_LANGUAGE = 0x3FF;
    private static final int LANG_GERMAN = 0x07;
    private static final int LANG_ENGLISH = 0x09;

    private record Shown(Screen screen, Language language) {}

    /** What of it concerns keys that nobody asked for. */
    enum IdleState {
        /** Something is asked, concluded or remarked, or there is no card and no PC. */
        OTHER,
        IDLE,
        /** As {@link #IDLE}, and the screen says that a PIN is verified. */
        AUTHORISED,
        /** A page of the event log is shown. */
        BROWSING
    }

    private final Display display;
    private final Language usual;
    /** Every screen says that the guard is off. */
    private final boolean unguarded;

    private Bus bus = Bus.NOT_CONFIGURED;
    private IccStatus icc = IccStatus.ABSENT;
    private OptionalInt keyUses = OptionalInt.empty();
    private Screen idle = new Screen.NotConnected();
    private Screen page;
    private long pageEndsNs;
    private Shown pin;
    /** Waits until a conclusion has been read. */
    private Shown remark;

    private boolean pinEnds;
    private boolean pinIsRemark;
    private long pinEndsNs;

    /** A panel on {@code display}; {@code usual} is the language where the PC has no wish. */
    public FrontPanel(Display display, Language usual, boolean unguarded) {
        this.display = display;
        this.usual = usual;
        this.unguarded = unguarded;
    }

    public void start() {
        Thread thread = new Thread(this::run, "display");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void changed(Bus newBus, IccStatus newIcc) {
        bus = newBus;
        icc = newIcc;
        drawIdle();
    }

    /** Uses of a key since the last PIN; empty when no PIN is verified. */
    public synchronized void authorisation(OptionalInt uses) {
        keyUses = uses;
        drawIdle();
    }

    private void drawIdle() {
        if (bus != Bus.CONFIGURED) {
            idle = new Screen.NotConnected();
        } else if (icc == IccStatus.ABSENT) {
            idle = new Screen.InsertCard();
        } else {
            idle = keyUses.isPresent() && icc == IccStatus.ACTIVE
                    ? new Screen.CardOpen(keyUses.getAsInt())
                    : new Screen.CardReady();
        }
        notifyAll();
    }

    /** What of it concerns keys that nobody asked for. */
    synchronized IdleState idleState() {
        current(); // what is over by now is over
        if (pin != null && !pinIsRemark) {
            return IdleState
                    .OTHER; // a PC that has the reader remark on it all the time must not keep the user from locking
        }
        if (page != null) {
            return IdleState.BROWSING;
        }
        return idle instanceof Screen.CardOpen ? IdleState.AUTHORISED : IdleState.IDLE;
    }

    /** Shows a page of the event log where the idle screen would be. */
    synchronized void browse(Screen logPage) {
        page = logPage;
        pageEndsNs = System.nanoTime() + BROWSING_NS;
        notifyAll();
    }

    synchronized void endBrowsing() {
        page = null;
        notifyAll();
    }

    @Override
    public synchronized void show(Screen screen, int langId) {
        pin = new Shown(screen, language(langId));
        pinEnds = false;
        pinIsRemark = false;
        remark = keepsKeyUse() ? remark : null; // another would pass for one about this entry
        notifyAll();
    }

    @Override
    public synchronized void conclude(Screen screen, int langId) {
        conclude(new Shown(screen, language(langId)));
    }

    private void conclude(Shown conclusion) {
        pin = conclusion;
        pinIsRemark = false;
        pinEnds = true;
        pinEndsNs = System.nanoTime() + CONCLUSION_NS;
        notifyAll();
    }

    @Override
    public synchronized void remark(Screen screen) {
        if (!keepsKeyUse() || screen instanceof Screen.KeyUsed) {
            remark = new Shown(screen, usual);
            notifyAll();
        }
    }

    /** Whether a key use waits to be shown: what the PC has refused must not hide it. */
    private boolean keepsKeyUse() {
        return remark != null && remark.screen() instanceof Screen.KeyUsed;
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
                wait(msUntil(pinEndsNs));
            } else if (pin == null && page != null) {
                wait(msUntil(pageEndsNs));
            } else {
                wait();
            }
        }
    }

    private static long msUntil(long endNs) {
        return Math.max(1, (endNs - System.nanoTime()) / 1_000_000 + 1);
    }

    private Shown current() {
        long nowNs = System.nanoTime();
        if (pin != null && pinEnds && nowNs - pinEndsNs >= 0) {
            pin = null;
        }
        if (pin == null && remark != null) {
            conclude(remark);
            pinIsRemark = true;
            remark = null;
        }
        if (page != null && nowNs - pageEndsNs >= 0) {
            page = null;
        }
        Shown now = pin != null ? pin : new Shown(page != null ? page : idle, usual);
        return unguarded ? new Shown(new Screen.Unguarded(now.screen()), now.language()) : now;
    }
}
