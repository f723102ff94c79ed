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

    private int running = NOTHING;
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

    /** bSeq of the command under way. */
    int seq() {
        return seq;
    }

    /** Begins a command and numbers its job. */
    int start(PcToRdr command, long nowNs) {
        running = command.messageType();
        seq = command.seq();
        extensionDue = nowNs + ReaderEngine.EXTENSION_INTERVAL_NS;
        return startUnasked();
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
