// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.display.CardApplication;
import org.openpinpad.gadget.reader.CardPort;
import org.openpinpad.pin.CardFacts;
import org.openpinpad.pin.PinCard;

/**
 * Carries out one job after the other on the slot: on the thread {@code slot-0}, or on a thread of the transport that offers
 * itself, which spares a change of threads. One job waits at most; the reader notes a second one only when it has given the
 * first up, so the newer takes the place of the older.
 *
 * <p>A PIN's command comes by {@link PinCard} and goes to the slot from its place in the locked page.
 */
public final class CardSession implements CardPort, PinCard, CardFacts, AutoCloseable {

    private sealed interface Job {
        record PowerOn(int number, ByteBuffer atr) implements Job {}

        record PowerOff(int number) implements Job {}

        record Transmit(int number, ByteBuffer command, ByteBuffer response) implements Job {}

        record Secret(ByteBuffer command, ByteBuffer response, Answered answered) implements Job {}
    }

    /** A card takes less for a PIN; for a key generation nobody waits. */
    private static final long LAST_ANSWER_MS = 2_000;

    private static final long NS_PER_MS = 1_000_000;

    /** CLA INS P1 P2: all that anybody is told of a command with a PIN. */
    private static final int HEADER = 4;

    private final CardSlot slot;
    private final SelectedApplication application = new SelectedApplication();
    private final KnownTries tries = new KnownTries();
    private final CardWatcher watcher;
    private final Thread thread = new Thread(this::work, "slot-0");
    /** Where the first one is held by a host that does not read its answer. */
    private final Thread reserve = new Thread(this::work, "slot-0-reserve");

    private CardEvents events;
    private Job waiting;
    /** Jobs whose threads are not done with them: the last of these may wait for the host to read its answer. */
    private int working;
    /**
     * A job's command is with the card; it ends before anybody hears of the answer. Then the slot is free for a PIN: a host
     * that does not read must not keep it waiting in its page.
     */
    private boolean atCard;

    private boolean closed;

    /** A session on {@code slot}; {@code watcher} is told what the card answers. */
    public CardSession(CardSlot slot, CardWatcher watcher) {
        this.slot = slot;
        this.watcher = watcher;
    }

    /** Begins to work; the slot tells {@code reader} about cards from now on. */
    public void start(CardEvents reader) {
        events = reader;
        slot.listen(reader::cardPresence);
        thread.setDaemon(true);
        thread.start();
        reserve.setDaemon(true);
        reserve.start();
    }

    @Override
    public synchronized CardApplication application() {
        return application.current();
    }

    @Override
    public synchronized OptionalInt triesLeft(int reference) {
        return tries.of(reference);
    }

    @Override
    public boolean chainIsOpen() {
        return watcher.chainIsOpen();
    }

    @Override
    public synchronized boolean busy() {
        return waiting != null || atCard;
    }

    @Override
    public boolean present() {
        return slot.present();
    }

    @Override
    public boolean powered() {
        return slot.powered();
    }

    @Override
    public void powerOn(int job, ByteBuffer atr) {
        submit(new Job.PowerOn(job, atr));
    }

    @Override
    public void powerOff(int job) {
        submit(new Job.PowerOff(job));
    }

    @Override
    public void transmit(int job, ByteBuffer command, ByteBuffer response) {
        submit(new Job.Transmit(job, command, response));
    }

    @Override
    public void transmit(ByteBuffer command, ByteBuffer response, Answered answered) {
        submit(new Job.Secret(command, response, answered));
    }

    private void submit(Job job) {
        Job replaced;
        synchronized (this) {
            replaced = waiting;
            waiting = job;
        }
        if (replaced instanceof Job.Secret secret) {
            secret.answered().failed(SlotError.CMD_ABORTED);
        }
    }

    @Override
    public synchronized void dispatch() {
        if (isDue()) {
            notifyAll();
        }
    }

    @Override
    public void carryOut() {
        for (Job job = takeIfFree(); job != null; job = takeIfFree()) {
            finish(job);
        }
    }

    /**
     * Whether the job that waits may begin. An ordinary command waits until the answer before it was delivered, for it gets
     * the same buffer; a PIN, which has its own, and a power-off, which needs none, do not wait for a host that does not read.
     */
    private boolean isDue() {
        boolean needsNoBuffer = waiting instanceof Job.Secret || waiting instanceof Job.PowerOff;
        return waiting != null && !atCard && !closed && (working == 0 || needsNoBuffer);
    }

    private synchronized Job takeIfFree() {
        if (!isDue()) {
            return null;
        }
        working++;
        Job job = waiting;
        waiting = null;
        atCard = true;
        return job;
    }

    private void finish(Job job) {
        try {
            carryOut(job);
        } finally {
            synchronized (this) {
                working--;
                if (closed || waiting != null) {
                    notifyAll();
                }
            }
        }
    }

    private synchronized void awaitJob() throws InterruptedException {
        while (!isDue()) {
            wait();
        }
    }

    private void work() {
        try {
            while (!Thread.interrupted()) {
                awaitJob();
                carryOut();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Job job) {
        if (job instanceof Job.Transmit transmit) {
            transmit(transmit);
        } else if (job instanceof Job.Secret secret) {
            transmit(secret);
        } else if (job instanceof Job.PowerOn on) {
            forget();
            int begin = on.atr().position();
            SlotResult result = slot.powerOn(on.atr());
            leave();
            end(on.number(), result, on.atr().position() - begin);
        } else if (job instanceof Job.PowerOff off) {
            forget();
            slot.powerOff();
            leave();
            events.cardDone(off.number(), 0);
        }
    }

    private void transmit(Job.Transmit job) {
        ByteBuffer response = job.response();
        int begin = response.position();
        SlotResult result = slot.transmit(job.command(), response);
        int length = response.position() - begin;
        if (result == SlotResult.DONE && length >= 2) {
            follow(
                    job.command(),
                    response.duplicate().limit(response.position() - 2).position(begin),
                    statusWord(response));
        } else {
            lose(job.command()); // Nobody knows what the card made of it.
        }
        leave();
        end(job.number(), result, length);
    }

    private void end(int number, SlotResult result, int length) {
        if (result != SlotResult.DONE) {
            events.cardFailed(number, result.slotError());
        } else if (length < 2) {
            events.cardFailed(number, SlotError.ICC_MUTE);
        } else {
            events.cardDone(number, length);
        }
    }

    private void transmit(Job.Secret job) {
        ByteBuffer response = job.response();
        int begin = response.position();
        SlotResult result = slot.transmit(job.command(), response);
        boolean answered = result == SlotResult.DONE && response.position() - begin >= 2;
        int statusWord = answered ? statusWord(response) : 0;
        ByteBuffer header = job.command().slice(job.command().position(), HEADER);
        if (answered) {
            followPin(header, statusWord);
        } else {
            lose(header);
        }
        leave();
        events.run(() -> {
            if (answered) {
                job.answered().statusWord(statusWord);
            } else {
                job.answered().failed(result == SlotResult.DONE ? SlotError.ICC_MUTE : result.slotError());
            }
        });
    }

    private synchronized void follow(ByteBuffer command, ByteBuffer data, int statusWord) {
        if (application.follow(command, statusWord)) {
            tries.forget();
        }
        tries.follow(application.current(), command, data, statusWord);
        watcher.answered(application.current(), command, data, statusWord);
        forgetLostCard();
    }

    private synchronized void followPin(ByteBuffer header, int statusWord) {
        tries.follow(application.current(), header, PcToRdr.NO_DATA, statusWord);
        watcher.answeredPin(application.current(), header, statusWord);
        forgetLostCard();
    }

    private synchronized void lose(ByteBuffer command) {
        application.reset();
        tries.forget();
        watcher.unanswered(command);
        forgetLostCard();
    }

    /** Of a card that was pulled, or lost its power, meanwhile: its answer is the last thing that is known of it. */
    private void forgetLostCard() {
        if (!slot.powered()) {
            watcher.reset();
        }
    }

    private synchronized void forget() {
        application.reset();
        tries.forget();
        watcher.reset();
    }

    /** The card is free, before anybody hears of it: the PC may come with a PIN command at once. */
    private synchronized void leave() {
        atCard = false;
        if (waiting != null) {
            notifyAll();
        }
    }

    private static int statusWord(ByteBuffer response) {
        int end = response.position();
        return (response.get(end - 2) & 0xFF) << 8 | (response.get(end - 1) & 0xFF);
    }

    /** Ends when the command that the card has is answered, or when that takes too long, and powers the card off. */
    @Override
    public void close() {
        try {
            awaitLastAnswer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        reserve.interrupt();
        slot.close();
    }

    private synchronized void awaitLastAnswer() throws InterruptedException {
        closed = true;
        long end = System.nanoTime() + LAST_ANSWER_MS * NS_PER_MS;
        for (long left = LAST_ANSWER_MS; working > 0 && left > 0; left = (end - System.nanoTime()) / NS_PER_MS) {
            wait(left);
        }
    }
}
