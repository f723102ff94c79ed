// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import org.openpinpad.ccid.message.PcToRdr;

/**
 * The command that the slot is busy with, when its next time extension is due, and which of the buffers that commands came in
 * are still read by jobs, given-up ones included. Jobs are numbered from 1 and end in their order; one whose place a newer one
 * took ends with that.
 */
final class SlotWork {

    /** No command runs; no message has this type. */
    static final int NOTHING = 0;

    static final int NO_JOB = ReaderEngine.NO_JOB;

    /** Whom the command under way waits for. */
    enum WaitsFor {
        CARD,
        /** The user, to type a PIN; or the card that has it. */
        PIN,
        /** The user, to say yes or no. */
        CONSENT
    }

    private int running = NOTHING;
    private WaitsFor waitsFor = WaitsFor.CARD;
    private int seq;
    private int job = NO_JOB;
    private int lastJob = NO_JOB;
    private long extensionDue = Long.MAX_VALUE;

    /** The job that reads the chained command: until it is over no byte of that may change. */
    private int chainJob = NO_JOB;
    /** Jobs that read frames: two at most, so that a third frame can come. */
    private int olderFrameJob = NO_JOB;

    private int newerFrameJob = NO_JOB;

    /** bMessageType of the command under way, or {@link #NOTHING}. */
    int running() {
        return running;
    }

    boolean idle() {
        return running == NOTHING;
    }

    boolean runs(int messageType) {
        return running == messageType;
    }

    boolean waitsFor(WaitsFor whom) {
        return running != NOTHING && waitsFor == whom;
    }

    /** Whether the command under way has the user asked, for a PIN or for a yes. */
    boolean asksUser() {
        return running != NOTHING && waitsFor != WaitsFor.CARD;
    }

    /** bSeq of the command under way. */
    int seq() {
        return seq;
    }

    /** Begins a command of the card and numbers its job. */
    int start(PcToRdr command, long nowNs) {
        return start(command, WaitsFor.CARD, nowNs);
    }

    /** Begins a command and numbers its job. */
    int start(PcToRdr command, WaitsFor whom, long nowNs) {
        running = command.messageType();
        waitsFor = whom;
        seq = command.seq();
        extensionDue = knowsExtensions(running) ? nowNs + ReaderEngine.EXTENSION_INTERVAL_NS : Long.MAX_VALUE;
        return startUnasked();
    }

    /** libccid takes a time extension of IccPowerOn for its answer, with an empty ATR; and it waits a minute for that one. */
    private static boolean knowsExtensions(int messageType) {
        return messageType == PcToRdr.XfrBlock.TYPE || messageType == PcToRdr.Secure.TYPE;
    }

    /** The user said yes: the job of the command under way is the card's. */
    int goOn() {
        waitsFor = WaitsFor.CARD;
        return job;
    }

    /** Numbers a job that no command asked for; the command under way, if any, is given up. */
    int startUnasked() {
        job = ++lastJob;
        return job;
    }

    /** Ends the command under way. */
    void rest() {
        running = NOTHING;
        extensionDue = Long.MAX_VALUE;
    }

    /** A job ended; true when it is the one of the command under way. */
    boolean over(int endedJob) {
        chainJob = endedJob >= chainJob ? NO_JOB : chainJob;
        olderFrameJob = endedJob >= olderFrameJob ? NO_JOB : olderFrameJob;
        newerFrameJob = endedJob >= newerFrameJob ? NO_JOB : newerFrameJob;
        return running != NOTHING && endedJob == job;
    }

    boolean chainIsRead() {
        return chainJob != NO_JOB;
    }

    void readsChain(int chainReader) {
        chainJob = chainReader;
    }

    /** Whether one more job that keeps its frame would leave no buffer for the next message. */
    boolean framesAreTaken() {
        return olderFrameJob != NO_JOB;
    }

    void readsFrame(int frameReader) {
        olderFrameJob = newerFrameJob;
        newerFrameJob = frameReader;
    }

    /** Whether a time extension is due; the next one is due by the clock, not by when this one got its turn. */
    boolean extend(long nowNs) {
        boolean due = running != NOTHING && nowNs >= extensionDue;
        if (due) {
            extensionDue += ReaderEngine.EXTENSION_INTERVAL_NS;
        }
        return due;
    }

    long extensionDueNs() {
        return extensionDue;
    }
}
