// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.openpinpad.card.CardSlot.PresenceListener;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.pcsc.scard.ReaderStates;
import org.openpinpad.pcsc.scard.SCard;
import org.openpinpad.pcsc.scard.ScardCode;

/**
 * Whether a card is in the reader: the thread {@code slot-0-presence} waits in SCardGetStatusChange, in a context of its own.
 * A service or a reader that went away is looked for until it is back; meanwhile there is no card.
 */
final class Presence implements AutoCloseable {

    private static final int EVENTS_MASK = 0xFFFF;
    private static final long CANCEL_AGAIN_MS = 50;
    private static final long NS_PER_MS = 1_000_000;

    private final SCard pcsc;
    private final ReaderChoice choice;
    private final Consumer<String> remarks;
    private final Waits waits;
    private final Thread thread = new Thread(this::run, "slot-0-presence");

    private volatile PresenceListener listener = present -> {};
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean present;
    private final AtomicInteger insertions = new AtomicInteger();
    /** Empty while no reader is the one that is meant. */
    private volatile String reader = "";

    /** Zero while there is none: no service gives such a handle. */
    private volatile long context;

    /** By the service's count; of use only for the state after this one. */
    private int events;

    private String lastRemark = "";

    Presence(SCard pcsc, ReaderChoice choice, Consumer<String> remarks, Waits waits) {
        this.pcsc = pcsc;
        this.choice = choice;
        this.remarks = remarks;
        this.waits = waits;
    }

    /** Finds the reader and its card, and begins to watch it. */
    void open() throws SlotUnavailable {
        String problem = connect();
        long end = System.nanoTime() + waits.readerMs() * NS_PER_MS;
        while (!problem.isEmpty() && context != 0 && System.nanoTime() < end) {
            pause(Math.min(waits.retryMs(), waits.readerMs() / 8 + 1));
            problem = connect();
        }
        if (!problem.isEmpty()) {
            release();
            throw new SlotUnavailable(problem);
        }
        ReaderStates states = ReaderStates.of(List.of(reader));
        if (pcsc.getStatusChange(context, 0, states).isSuccess()) {
            see(states.event(0));
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Gets a context, if there is none, and the reader's name; says what stands against it, or nothing. */
    private String connect() {
        if (context == 0) {
            SCard.Handle handle = pcsc.establishContext();
            if (!handle.code().isSuccess()) {
                return "The card reader cannot be used, for " + handle.code().meaning()
                        + "; check it with: systemctl status pcscd.socket pcscd.";
            }
            context = handle.value();
        }
        SCard.Readers readers = pcsc.listReaders(context);
        if (!readers.code().isSuccess()) {
            release();
            return "The card readers cannot be listed, for " + readers.code().meaning() + "; restart pcscd.";
        }
        ReaderChoice.Found found = choice.among(readers.names());
        if (found instanceof ReaderChoice.Found.One one) {
            reader = one.name();
            return "";
        }
        return ((ReaderChoice.Found.Unclear) found).why();
    }

    private void run() {
        try {
            while (!closed()) {
                String problem = connect();
                if (problem.isEmpty()) {
                    problem = watch();
                }
                if (!closed()) {
                    lose(problem);
                    pause(waits.retryMs());
                }
            }
        } finally {
            release();
        }
    }

    /** Returns when the reader or its service is gone, and says so. */
    private String watch() {
        ReaderStates states = ReaderStates.of(List.of(reader));
        while (!closed()) {
            ScardCode code = pcsc.getStatusChange(context, waits.changeMs(), states);
            switch (code) {
                case S_SUCCESS -> {
                    if ((states.event(0) & (ReaderStates.UNKNOWN | ReaderStates.UNAVAILABLE)) != 0) {
                        return gone(ScardCode.E_READER_UNAVAILABLE);
                    }
                    back();
                    see(states.event(0));
                    states.accept(0);
                }
                case E_TIMEOUT, E_CANCELLED -> {} // ours to end, or to go on
                case E_UNKNOWN_READER, E_READER_UNAVAILABLE -> {
                    return gone(code);
                }
                default -> {
                    release();
                    return gone(code);
                }
            }
        }
        return "";
    }

    private String gone(ScardCode code) {
        return "The card reader \"" + reader + "\" is gone, for " + code.meaning()
                + "; it is used again when it is back.";
    }

    /** A card that was exchanged between two looks has gone and come. */
    private void see(long state) {
        int now = (int) (state >>> ReaderStates.EVENTS_SHIFT) & EVENTS_MASK;
        boolean there = (state & ReaderStates.PRESENT) != 0;
        if (present && (!there || now != events)) {
            tell(false);
        }
        events = now;
        if (there && !present) {
            tell(true);
        }
    }

    private void tell(boolean there) {
        if (there) {
            insertions.incrementAndGet();
        }
        present = there;
        listener.presence(there);
    }

    private void lose(String why) {
        reader = "";
        if (present) {
            tell(false);
        }
        if (!why.equals(lastRemark)) {
            lastRemark = why;
            remarks.accept(why);
        }
    }

    private void back() {
        if (!lastRemark.isEmpty()) {
            lastRemark = "";
            remarks.accept("The card reader \"" + reader + "\" is back.");
        }
    }

    private void pause(long ms) {
        try {
            closing.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            Thread.currentThread().interrupt();
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void release() {
        if (context != 0) {
            pcsc.releaseContext(context);
            context = 0;
        }
    }

    void listen(PresenceListener newListener) {
        listener = newListener;
    }

    boolean present() {
        return present;
    }

    /** How often a card came; a connection to an earlier one is worth nothing. */
    int insertions() {
        return insertions.get();
    }

    /** The reader's name now; empty when it is not there. */
    String reader() {
        return reader;
    }

    /** A cancel that comes a moment before the wait is lost: it is said again until the thread has heard it. */
    @Override
    public void close() {
        closing.countDown();
        try {
            for (long left = waits.closeMs(); left > 0 && thread.isAlive(); left -= CANCEL_AGAIN_MS) {
                long waiting = context;
                if (waiting != 0) {
                    pcsc.cancel(waiting);
                }
                thread.join(CANCEL_AGAIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
