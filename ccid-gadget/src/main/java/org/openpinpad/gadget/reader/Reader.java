// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.InterruptIn;

/**
 * The engine with its threads: whoever has an event takes the turn, runs the engine, and gives it back; nobody waits for
 * card, key or host while holding it.
 *
 * <p>Threads: {@code engine} is the clock; {@code usb-in} and {@code usb-int} write to the host what other threads queued.
 * The callers are the transport's threads ({@code usb-out}, {@code ep0}), {@code slot-0} and {@code keypad}.
 */
public final class Reader implements ReaderBus, AutoCloseable {

    /** One in use by the card, one that a given-up job may still hold, one being filled. */
    private static final int MESSAGE_BUFFERS = 3;

    private static final int LARGEST_PACKET = 512;

    private record Kept(int job, ByteBuffer buffer) {}

    private final CcidDescriptor descriptor;
    private final ReaderIdentity identity;
    private final CardPort card;
    private final ReaderEngine engine;
    private final BulkInQueue answers = new BulkInQueue();
    private final SlotChange slotChange = new SlotChange();
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(MESSAGE_BUFFERS);
    private final Deque<Kept> kept = new ArrayDeque<>(MESSAGE_BUFFERS);

    private final ReentrantLock turn = new ReentrantLock();
    private final Condition earlier = turn.newCondition();
    private long wakeAt = Long.MAX_VALUE;
    private boolean closed;

    private volatile HostWriter host;
    private final Thread[] threads = {
        new Thread(this::keepTime, "engine"),
        new Thread(this::writeAnswers, "usb-in"),
        new Thread(this::writeSlotChanges, "usb-int")
    };

    public Reader(
            CcidDescriptor descriptor,
            ReaderIdentity identity,
            CardPort card,
            PinPort pin,
            GuardPort guard,
            ReaderListener listener) {
        this.descriptor = descriptor;
        this.identity = identity;
        this.card = card;
        engine = new ReaderEngine(descriptor, identity, new Queues(), card, pin, guard, listener);
        int messageMax = Math.toIntExact(descriptor.maxCcidMessageLength());
        int packets = (Math.max(messageMax, Header.LENGTH) + LARGEST_PACKET - 1) / LARGEST_PACKET;
        for (int i = 0; i < MESSAGE_BUFFERS; i++) {
            free.add(ByteBuffer.allocateDirect(Math.max(packets, 2) * LARGEST_PACKET));
        }
    }

    @Override
    public void connect(HostWriter writer) {
        host = writer;
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Runs {@code event} with the engine's turn held; for the PIN pad's own events (key, card's answer to a PIN). */
    public void run(Runnable event) {
        turn.lock();
        try {
            event.run();
        } finally {
            giveBack();
            answers.wake();
            card.dispatch();
        }
    }

    @Override
    public boolean message(ByteBuffer message) {
        boolean keeps = offer(message);
        card.dispatch();
        return keeps;
    }

    @Override
    public void work() {
        card.carryOut();
    }

    @Override
    public boolean offer(ByteBuffer message) {
        try {
            answers.awaitRoom();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        turn.lock();
        int job;
        try {
            job = engine.message(message, System.nanoTime());
            if (job != ReaderEngine.NO_JOB) {
                kept.add(new Kept(job, message));
            }
        } finally {
            giveBack();
        }
        if (job == ReaderEngine.NO_JOB) {
            answers.wake();
        }
        return job != ReaderEngine.NO_JOB;
    }

    /** The job ended with {@code length} bytes; returns when the host has the answer. Called by who carried it out. */
    public void cardDone(int job, int length) {
        turn.lock();
        try {
            engine.cardDone(job, length);
            release(job);
        } finally {
            giveBack();
        }
        answers.drain(host);
    }

    /** The job failed for the reason bError; returns when the host has the answer. Called by who carried it out. */
    public void cardFailed(int job, int bError) {
        turn.lock();
        try {
            engine.cardFailed(job, bError);
            release(job);
        } finally {
            giveBack();
        }
        answers.drain(host);
    }

    /** A card came or went. */
    public void cardPresence(boolean present) {
        run(() -> engine.cardPresence(present));
    }

    /** The PIN's command was answered; see {@link ReaderEngine#pinDone}. To be called inside {@link #run}. */
    public void pinDone(int statusWord) {
        engine.pinDone(statusWord);
    }

    /** The PIN entry failed; see {@link ReaderEngine#pinFailed}. To be called inside {@link #run}. */
    public void pinFailed(int bError) {
        engine.pinFailed(bError);
    }

    /** The user allowed what the guard asked; see {@link ReaderEngine#allowed}. To be called inside {@link #run}. */
    public void allowed() {
        engine.allowed();
    }

    /** The user refused what the guard asked; see {@link ReaderEngine#refused}. To be called inside {@link #run}. */
    public void refused(int statusWord) {
        engine.refused(statusWord);
    }

    /** The user locks the card; see {@link ReaderEngine#lock}. To be called inside {@link #run}. */
    public void lock() {
        engine.lock();
    }

    /** Jobs end in their order: with this one, those that it replaced are over as well. */
    private void release(int job) {
        while (!kept.isEmpty() && kept.peek().job() <= job) {
            free.add(kept.remove().buffer().clear());
        }
    }

    private void giveBack() {
        if (engine.deadlineNs() < wakeAt) {
            earlier.signal();
        }
        turn.unlock();
    }

    @Override
    public ByteBuffer freeBuffer() throws InterruptedException {
        return free.take();
    }

    @Override
    public boolean abort(int slot, int seq) {
        turn.lock();
        try {
            return engine.abort(slot, seq);
        } finally {
            giveBack();
            answers.wake();
        }
    }

    @Override
    public void configured() {
        run(engine::configured);
    }

    @Override
    public void deconfigured() {
        run(engine::deconfigured);
    }

    @Override
    public void suspended() {
        run(engine::suspended);
    }

    @Override
    public void resumed() {
        run(engine::resumed);
    }

    @Override
    public CcidDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public ReaderIdentity identity() {
        return identity;
    }

    @Override
    public ByteBuffer clockFrequencies() {
        return ControlData.word(descriptor.defaultClock());
    }

    @Override
    public ByteBuffer dataRates() {
        return ControlData.word(descriptor.dataRate());
    }

    private void keepTime() {
        turn.lock();
        try {
            while (!closed) {
                engine.tick(System.nanoTime());
                answers.wake();
                card.dispatch(); // A PIN entry that ends by the clock has work for the card.
                wakeAt = engine.deadlineNs();
                if (wakeAt == Long.MAX_VALUE) {
                    earlier.await();
                } else {
                    earlier.await(wakeAt - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.unlock();
        }
    }

    private void writeAnswers() {
        try {
            while (!Thread.interrupted()) {
                answers.awaitWork();
                answers.drain(host);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeSlotChanges() {
        ByteBuffer notification = ByteBuffer.allocateDirect(2);
        try {
            while (!Thread.interrupted()) {
                slotChange.await().write(notification.clear());
                host.interruptIn(notification.flip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            engine.deconfigured();
        } finally {
            turn.unlock();
        }
        for (Thread thread : threads) {
            thread.interrupt();
        }
    }

    private final class Queues implements HostPort {
        @Override
        public void send(ByteBuffer message) {
            answers.add(message);
        }

        @Override
        public void notifySlotChange(boolean present, boolean changed) {
            slotChange.set(InterruptIn.NotifySlotChange.slot0(present, changed));
        }

        @Override
        public void clear() {
            answers.clear();
            slotChange.clear();
        }
    }
}
