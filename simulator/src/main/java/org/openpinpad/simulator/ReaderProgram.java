// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.util.concurrent.CountDownLatch;
import org.openpinpad.app.Firmware;
import org.openpinpad.card.CardSlot;
import org.openpinpad.display.Display;
import org.openpinpad.display.Language;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.guard.GuardRules;
import org.openpinpad.keypad.ControlKey;
import org.openpinpad.keypad.FileKeySource;
import org.openpinpad.linux.Libc;

/** The reader as a program, with its keys on standard input, from its start until the process is told to end. */
public final class ReaderProgram {

    /** Connects the reader to a PC, which sees it until the result is closed. */
    @FunctionalInterface
    public interface Plug {
        AutoCloseable open(ReaderBus bus) throws Exception;
    }

    private final Libc libc;
    private final CardSlot slot;
    private final CardHand hand;
    private final Display display;
    private final Language language;
    private final GuardRules rules;

    public ReaderProgram(
            Libc libc, CardSlot slot, CardHand hand, Display display, Language language, GuardRules rules) {
        this.rules = rules;
        this.libc = libc;
        this.slot = slot;
        this.hand = hand;
        this.display = display;
        this.language = language;
    }

    /**
     * Returns when the process is told to end (SIGTERM, Ctrl-C) and everything is wiped.
     *
     * @param where for the line that tells the user where the reader is
     */
    public void run(Plug plug, String where) throws Exception {
        Firmware firmware = Firmware.start(
                libc,
                slot,
                new FileKeySource(libc, FileKeySource.STANDARD_INPUT),
                display,
                language,
                rules,
                this::moveCard,
                () -> {});
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try {
            AutoCloseable open = plug.open(firmware.bus());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended, closed), "shutdown"));
            System.err.println("ready: " + where);
            ended.await();
            open.close();
        } finally {
            try {
                firmware.close();
            } finally {
                closed.countDown(); // the hook waits for it, whatever happened
            }
        }
    }

    /** Runs when the process is told to end, and holds it until the reader is unplugged and its page wiped. */
    private static void end(CountDownLatch ended, CountDownLatch closed) {
        ended.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void moveCard(ControlKey key) {
        switch (key) {
            case PULL_CARD -> hand.pull();
            case INSERT_CARD -> hand.insert();
            case OK, CORRECT, CLEAR, CANCEL -> {}
        }
    }
}
