// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.hex;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A slot that answers what it was sent. It keeps the newest job while one is under way, and begins none before it was told
 * who carries it out: its own thread, or the caller.
 */
final class ThreadedCard implements CardPort, AutoCloseable {
    private record Job(int number, boolean on, ByteBuffer command, ByteBuffer response) {}

    private final Thread thread = new Thread(this::work, "slot-0");
    private Reader reader;
    private Job noted;
    private boolean dispatched;
    private boolean busy;
    private boolean open = true;
    volatile int delayMicros;
    /** Power-offs that the slot has carried out. */
    final Semaphore powerOffs = new Semaphore(0);

    void start(Reader itsReader) {
        reader = itsReader;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void powerOn(int job, ByteBuffer atr) {
        note(new Job(job, true, null, atr));
    }

    @Override
    public void powerOff(int job) {
        note(new Job(job, false, null, null));
    }

    @Override
    public void transmit(int job, ByteBuffer command, ByteBuffer response) {
        note(new Job(job, false, command, response));
    }

    private synchronized void note(Job job) {
        noted = job;
    }

    @Override
    public synchronized void dispatch() {
        dispatched = noted != null;
        notifyAll();
    }

    @Override
    public void carryOut() {
        try {
            for (Job job = take(); job != null; job = take()) {
                carryOut(job);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void open(boolean now) {
        open = now;
        notifyAll();
    }

    private synchronized Job take() {
        Job job = busy ? null : noted;
        if (job != null) {
            busy = true;
            noted = null;
            dispatched = false;
        }
        return job;
    }

    private synchronized void awaitWork() throws InterruptedException {
        while (!dispatched || busy) {
            wait();
        }
    }

    private synchronized void awaitOpen() throws InterruptedException {
        while (!open) {
            wait();
        }
    }

    private synchronized void free() {
        busy = false;
        notifyAll();
    }

    private void work() {
        try {
            while (true) {
                awaitWork();
                carryOut();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Job job) throws InterruptedException {
        if (job.response == null) {
            powerOffs.release();
        }
        String asked = job.command == null ? "" : hex(job.command);
        awaitOpen();
        TimeUnit.MICROSECONDS.sleep(delayMicros);
        String now = job.command == null ? "" : hex(job.command);
        try {
            reader.cardDone(job.number, answer(job, asked.equals(now) ? asked + "9000" : "DEAD"));
        } finally {
            free();
        }
    }

    private static int answer(Job job, String echo) {
        if (job.response == null) {
            return 0;
        }
        byte[] bytes = bytes(job.on ? EngineRig.ATR : echo);
        job.response.put(bytes);
        return bytes.length;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
