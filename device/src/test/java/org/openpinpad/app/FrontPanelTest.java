// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.display.Display;
import org.openpinpad.display.Frame;
import org.openpinpad.display.Language;
import org.openpinpad.display.PinOperation;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.ReaderListener.Bus;

/** What the display shows when several things are true one after the other. */
@Timeout(60)
class FrontPanelTest {

    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    /** How many pictures the display may still draw. */
    private final Semaphore strokes = new Semaphore(1000);

    private final Display display = new Display() {
        @Override
        public void show(Frame frame, String line) {
            strokes.acquireUninterruptibly();
            shown.add(line);
        }
    };

    private FrontPanel panel(Language usual) {
        FrontPanel panel = new FrontPanel(display, usual, false);
        panel.start();
        return panel;
    }

    private void shows(String line) throws InterruptedException {
        assertEquals(line, shown.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void beginsWithoutAPc() throws InterruptedException {
        panel(Language.ENGLISH);
        shows("Not connected: No PC, or it sleeps");
    }

    @ParameterizedTest
    @CsvSource({"CONFIGURED, ABSENT, Insert card", "CONFIGURED, INACTIVE, Card ready", "CONFIGURED, ACTIVE, Card ready"
    })
    void saysHowThingsStand(Bus bus, IccStatus icc, String line) throws InterruptedException {
        FrontPanel panel = panel(Language.ENGLISH);
        shows("Not connected: No PC, or it sleeps");
        panel.changed(bus, icc);
        shows(line);
        panel.changed(Bus.SUSPENDED, icc);
        shows("Not connected: No PC, or it sleeps");
    }

    @Test
    void aConclusionStaysLongEnoughToBeReadWhateverHappensMeanwhile() throws InterruptedException {
        FrontPanel panel = panel(Language.ENGLISH);
        shows("Not connected: No PC, or it sleeps");
        long began = System.nanoTime();
        panel.conclude(new Screen.PinAccepted(PinOperation.VERIFY), 0);
        shows("PIN correct");
        panel.changed(Bus.CONFIGURED, IccStatus.ACTIVE);
        shows("Card ready");
        long heldMs = (System.nanoTime() - began) / 1_000_000;
        assertTrue(heldMs >= 2_500, heldMs + " ms");
    }

    @Test
    void whatFollowsAConclusionDoesNotEndWithIt() throws InterruptedException {
        FrontPanel panel = panel(Language.ENGLISH);
        shows("Not connected: No PC, or it sleeps");
        panel.conclude(new Screen.Cancelled(), 0);
        shows("Cancelled: The PIN is forgotten");
        panel.show(new Screen.Checking(), 0);
        shows("Checking...");
        assertEquals(null, shown.poll(2_800, TimeUnit.MILLISECONDS));
    }

    @Test
    void theLatestWins() throws InterruptedException {
        FrontPanel panel = panel(Language.ENGLISH);
        shows("Not connected: No PC, or it sleeps");
        panel.conclude(new Screen.Cancelled(), 0);
        shows("Cancelled: The PIN is forgotten");
        panel.show(new Screen.Checking(), 0);
        shows("Checking...");
        panel.conclude(new Screen.TimedOut(), 0);
        shows("Timed out: The PIN is forgotten");
        panel.conclude(new Screen.PinBlocked(PinOperation.VERIFY), 0);
        shows("PIN BLOCKED: No tries left");
    }

    @Test
    void whatWasTrueWhileTheDisplayDrewIsPassedOver() throws InterruptedException {
        strokes.drainPermits();
        FrontPanel panel = panel(Language.ENGLISH);
        panel.changed(Bus.CONFIGURED, IccStatus.ABSENT);
        panel.show(new Screen.Checking(), 0);
        panel.show(new Screen.CardBusy(), 0);
        strokes.release(10);
        String first = shown.poll(20, TimeUnit.SECONDS);
        String last = "Card working: Leave it in";
        // The display's thread may have begun with any of them; after that only the last counts.
        if (!last.equals(first)) {
            shows(last);
        }
        assertTrue(shown.isEmpty());
    }

    @Test
    void theSameAgainIsNotDrawnAgain() throws InterruptedException {
        FrontPanel panel = panel(Language.ENGLISH);
        shows("Not connected: No PC, or it sleeps");
        panel.show(new Screen.Checking(), 0);
        shows("Checking...");
        panel.show(new Screen.Checking(), 0);
        panel.show(new Screen.CardBusy(), 0);
        shows("Card working: Leave it in");
    }

    /** Primary language in the low ten bits, whatever the country; what the display does not speak is the usual one. */
    @ParameterizedTest
    @CsvSource({
        "ENGLISH, 0407, PIN richtig",
        "ENGLISH, 0807, PIN richtig",
        "ENGLISH, 0007, PIN richtig",
        "GERMAN, 0409, PIN correct",
        "GERMAN, 0809, PIN correct",
        "GERMAN, 0000, PIN richtig",
        "ENGLISH, 0000, PIN correct",
        "GERMAN, 040C, PIN richtig",
        "ENGLISH, 0704, PIN correct",
        "GERMAN, FFFF, PIN richtig"
    })
    void theLanguageIsThePcsWishWhereThereIsOne(Language usual, String langId, String line)
            throws InterruptedException {
        FrontPanel panel = panel(usual);
        shown.poll(20, TimeUnit.SECONDS);
        panel.show(new Screen.PinAccepted(PinOperation.VERIFY), Integer.parseInt(langId, 16));
        shows(line);
    }
}
