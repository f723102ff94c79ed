// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.usb.CcidResult.Done;
import org.openpinpad.host.usb.CcidResult.Failed;
import org.openpinpad.host.usb.CcidResult.Overdue;

/**
 * One command, one final answer (CCID 1.1 §4): numbers commands, skips answers to others, grants time extensions up to a
 * bound, aborts. One thread, {@link #requestAbort()} excepted.
 */
final class CcidExchange {

    /** The only slot this driver uses. */
    static final int SLOT = 0;

    /** Replies to earlier programs' commands that may still lie in the pipe. */
    static final int STRAYS_MAX = 10;

    private static final int SEND_MS = 3_000;
    /** How soon a request to abort is noticed. */
    private static final int ABORT_POLL_MS = 200;
    /** The rest of a message that came in more than one transfer. */
    private static final int REST_MS = 1_000;

    /** Messages are read in whole packets; 512 is the largest packet of a bulk pipe (USB 2.0 §5.8.3). */
    private static final int PACKET_MAX = 512;

    private final CcidPipe pipe;
    private final LongSupplier nanoTime;
    private final ByteBuffer out;
    private final ByteBuffer in;
    private int seq;
    private volatile boolean abortRequested;

    CcidExchange(CcidPipe pipe, int messageMax, int firstSeq, LongSupplier nanoTime) {
        this.pipe = pipe;
        this.seq = firstSeq & 0xFF;
        this.nanoTime = nanoTime;
        this.out = ByteBuffer.allocateDirect(messageMax);
        this.in = ByteBuffer.allocateDirect((messageMax / PACKET_MAX + 1) * PACKET_MAX);
    }

    /** A command for a sequence number. */
    interface Numbered {
        PcToRdr command(int seq);
    }

    /** Makes the abortable command that is going on, or comes next, end soon. Any thread. */
    void requestAbort() {
        abortRequested = true;
    }

    /** From here on only a new request to abort counts. */
    void forgetAbort() {
        abortRequested = false;
    }

    /** Sends the command and waits for its end. */
    CcidResult run(Numbered numbered, Patience patience) {
        PcToRdr command = numbered.command(nextSeq());
        send(command);
        long end = later(patience.totalMs());
        long quietEnd = Math.min(end, later(patience.silenceMs()));
        int strays = 0;
        while (true) {
            int waitMs = msUntil(quietEnd);
            if (patience.abortable() && (abortRequested || waitMs == 0)) {
                CcidResult aborted = CcidAbort.run(this, command);
                boolean ours = aborted instanceof Failed failed && failed.error() == SlotError.CMD_ABORTED;
                return ours && !abortRequested ? new Overdue() : aborted;
            }
            if (waitMs == 0) {
                throw new ReaderException(Kind.TIMEOUT, "The reader did not answer " + name(command) + " in time.");
            }
            Optional<RdrToPc> received = receive(patience.abortable() ? Math.min(waitMs, ABORT_POLL_MS) : waitMs);
            if (received.isEmpty()) {
                continue;
            }
            RdrToPc reply = received.get();
            if (!answers(reply, command)) {
                if (++strays > STRAYS_MAX) {
                    throw new ReaderException(
                            Kind.PROTOCOL, "The reader keeps answering questions that nobody asked; unplug it once.");
                }
                continue;
            }
            Optional<CcidResult> ended = end(reply, command);
            if (ended.isPresent()) {
                return ended.get();
            }
            quietEnd = Math.min(end, later((long) patience.silenceMs() * Math.max(1, reply.error())));
        }
    }

    /** Whether a message is about this command; a broken one that could be is not thrown away. */
    static boolean answers(RdrToPc reply, PcToRdr command) {
        return reply.slot() == command.slot() && reply.seq() == command.seq();
    }

    /** What an answer to the command ends it with; nothing for a time extension. */
    static Optional<CcidResult> end(RdrToPc reply, PcToRdr command) {
        if (reply instanceof RdrToPc.Malformed) {
            throw new ReaderException(
                    Kind.PROTOCOL, "The reader's answer to " + name(command) + " is no CCID message; unplug it once.");
        }
        return switch (reply.commandStatus()) {
            case TIME_EXTENSION -> Optional.empty();
            case FAILED -> Optional.of(new Failed(reply.error(), reply.iccStatus()));
            case RESERVED ->
                throw new ReaderException(
                        Kind.PROTOCOL, "The reader's answer to " + name(command) + " has a status that CCID reserves.");
            case PROCESSED -> {
                if (reply.messageType() != RdrToPc.answerTo(command.messageType())) {
                    throw new ReaderException(
                            Kind.PROTOCOL,
                            "The reader answered " + name(command)
                                    + " with the wrong kind of message, %02X.".formatted(reply.messageType()));
                }
                yield Optional.of(new Done(reply));
            }
        };
    }

    int nextSeq() {
        int next = seq;
        seq = seq + 1 & 0xFF;
        return next;
    }

    CcidPipe pipe() {
        return pipe;
    }

    void send(PcToRdr command) {
        out.clear();
        command.write(out);
        pipe.bulkOut(out.flip(), SEND_MS);
    }

    /** The next message, whosever it is; nothing when none came in time or it was an empty packet. */
    Optional<RdrToPc> receive(int waitMs) {
        in.clear();
        if (pipe.bulkIn(in, waitMs) <= 0) {
            return Optional.empty();
        }
        while (incomplete() && pipe.bulkIn(in, REST_MS) > 0) {
            assert in.position() > 0;
        }
        return Optional.of(RdrToPc.parse(in.flip()));
    }

    private boolean incomplete() {
        int received = in.position();
        if (received < Header.LENGTH) {
            return false;
        }
        long whole = Header.LENGTH + Header.dwLength(in.duplicate().position(0));
        return received < whole && whole <= in.capacity();
    }

    long later(long ms) {
        return nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(ms);
    }

    int msUntil(long nanos) {
        return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - nanoTime.getAsLong()));
    }

    private static String name(PcToRdr command) {
        return command.getClass().getSimpleName();
    }
}
