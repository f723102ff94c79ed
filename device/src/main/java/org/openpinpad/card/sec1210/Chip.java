// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.InterruptIn;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.serial.SerialDeframer;
import org.openpinpad.ccid.serial.SerialFrame;
import org.openpinpad.linux.LockedPage;

/**
 * The chip at the other end of the line: one CCID command to it, one answer from it, and what it says unasked. All its
 * bytes, which may hold a PIN, stand in one locked page.
 */
final class Chip {

    /** SEC1210: dwMaxCCIDMessageLength is 271, header included. */
    static final int MOST_DATA = 261;

    private static final int SLOT = 0;
    // bmSlotICCState of slot 0 (CCID 1.1 §6.3.1)
    private static final int PRESENT = 1;
    private static final int CHANGED = 2;

    private static final int SYNC_LENGTH = 2;
    private static final int DATA_AT = SYNC_LENGTH + Header.LENGTH;

    // The page
    private static final int FRAME_AT = 0;
    private static final int FRAME_LENGTH = DATA_AT + MOST_DATA + 1;
    private static final int NAK_AT = 512;
    private static final int CHUNK_AT = 1024;
    private static final int CHUNK_LENGTH = 1024;
    private static final int MESSAGE_AT = 2048;
    private static final int MESSAGE_LENGTH = 1024;

    /**
     * A silence that is longer than the longest frame. Within a frame it means that a byte was lost. And only after it is a
     * frame sent again: one that was garbled can bring several NAKs, and a frame that is sent for each of them is a command
     * that is carried out twice.
     */
    private static final long REST_NS = 100_000_000;

    /** How soon a {@link #stop} is noticed. */
    private static final long SLICE_NS = 500_000_000;

    /** Bytes that came while this program was held up count as in time; a line that never rests does not. */
    private static final long GRACE_NS = 1_000_000_000;

    /** Chunks that are read at once from a line that nobody asked. */
    private static final int MOST_CHUNKS = 64;

    /** How often a frame is sent again, or asked for again. */
    private static final int MOST_REPEATS = 3;

    /** What is to be sent when the line rests. */
    private enum Owed {
        NOTHING,
        FRAME,
        NAK
    }

    private final SerialLine line;
    private final LockedPage page;
    private final Consumer<IccStatus> statusSeen;
    private final ByteBuffer frame;
    private final ByteBuffer nak;
    private final ByteBuffer chunk;
    private final SerialDeframer deframer;

    private int seq;
    private int repeats;
    private Owed owed = Owed.NOTHING;
    /** The chip has said something else than NAK since the frame was sent: it may have the command. */
    private boolean heard;

    private long waitNs;
    private long untilNs;
    private long endNs;
    private volatile boolean stopped;
    private volatile boolean gone;

    /** @param statusSeen told of the card's status with each message that tells it, on the thread that reads */
    Chip(SerialLine line, LockedPage page, Consumer<IccStatus> statusSeen) {
        this.line = line;
        this.page = page;
        this.statusSeen = statusSeen;
        frame = page.bytes(FRAME_AT, FRAME_LENGTH);
        nak = page.bytes(NAK_AT, SerialFrame.OVERHEAD);
        chunk = page.bytes(CHUNK_AT, CHUNK_LENGTH).limit(0);
        deframer = new SerialDeframer(page.bytes(MESSAGE_AT, MESSAGE_LENGTH));
    }

    /** Where the data of the next command are put, in their place in the frame. */
    ByteBuffer data() {
        return page.bytes(FRAME_AT + DATA_AT, MOST_DATA);
    }

    /** Whether the line is gone for good. */
    boolean gone() {
        return gone;
    }

    /** From now on nobody waits for the chip: the program ends. */
    void stop() {
        stopped = true;
    }

    /**
     * Sends a command whose data stand in {@link #data()} and waits for its answer.
     *
     * @param specific bytes 7 to 9 of the header, the first in the lowest byte
     * @param silenceNs how long the chip may be silent; each sign that it works gives it this again
     * @param latestNs when it is enough in any case, of the line's clock
     * @return the final answer, a view of the page until the next exchange; empty when there is none
     */
    Optional<RdrToPc> exchange(int type, int length, int specific, long silenceNs, long latestNs) {
        catchUp();
        waitNs = silenceNs;
        endNs = latestNs;
        heard = false;
        seq = (seq + 1) & 0xFF;
        repeats = 0;
        owed = Owed.NOTHING;
        seal(type, length, specific);
        if (!send(frame)) {
            return Optional.empty();
        }
        return answer(type);
    }

    private void seal(int type, int length, int specific) {
        frame.clear().put(SerialFrame.SYNC).put(SerialFrame.ACK);
        Header.put(frame, SYNC_LENGTH, type, length, SLOT, seq, specific, specific >>> 8, specific >>> 16);
        int end = DATA_AT + length;
        frame.put(end, SerialFrame.lrc(frame, 0, end)).position(0).limit(end + 1);
    }

    private boolean send(ByteBuffer bytes) {
        gone |= !line.write(bytes);
        return !gone;
    }

    private Optional<RdrToPc> answer(int type) {
        alive(1);
        while (chunk.hasRemaining() || fill()) {
            SerialDeframer.Event event = deframer.take(chunk.get());
            heard |= event != SerialDeframer.Event.NONE && event != SerialDeframer.Event.NAK;
            switch (event) {
                case MESSAGE -> {
                    RdrToPc message = RdrToPc.parse(deframer.message());
                    if (isFinal(type, message)) {
                        return Optional.of(message);
                    }
                    alive(multiplier(message));
                }
                case TIME_REQUEST -> alive(1);
                case NAK -> owed = heard ? Owed.NAK : Owed.FRAME;
                case BAD_LRC, TOO_LONG, GARBAGE -> owed = Owed.NAK;
                case NOTIFICATION -> notified();
                case NONE -> {}
            }
        }
        return Optional.empty();
    }

    /** The chip has all its time again. */
    private void alive(int multiplier) {
        untilNs = Math.min(line.nowNs() + waitNs * multiplier, endNs);
    }

    /** An answer to this command that is not a time extension. One with another bSeq belongs to a command that was given up. */
    private boolean isFinal(int type, RdrToPc message) {
        if (message.slot() != SLOT || message.seq() != seq || message.messageType() != RdrToPc.answerTo(type)) {
            return false;
        }
        if (message instanceof RdrToPc.Malformed || message.commandStatus() == CommandStatus.RESERVED) {
            return false;
        }
        statusSeen.accept(message.iccStatus());
        return message.commandStatus() != CommandStatus.TIME_EXTENSION;
    }

    private int multiplier(RdrToPc message) {
        boolean extension = message.seq() == seq && message.commandStatus() == CommandStatus.TIME_EXTENSION;
        return extension ? Math.max(1, message.error()) : 1;
    }

    /** More bytes from the line. When it rests, what is owed is sent; a frame that stops half-way is asked for again. */
    private boolean fill() {
        while (!stopped && line.nowNs() < untilNs + GRACE_NS) {
            boolean trouble = owed != Owed.NOTHING || !deframer.idle();
            long nowNs = line.nowNs();
            int count = read(trouble ? nowNs + REST_NS : Math.min(untilNs, nowNs + SLICE_NS));
            if (count > 0) {
                return true;
            }
            boolean goOn = trouble ? settle() : line.nowNs() < untilNs;
            if (count == SerialLine.GONE || !goOn) {
                return false;
            }
        }
        return false;
    }

    private boolean settle() {
        boolean frameOwed = owed == Owed.FRAME && deframer.idle();
        owed = Owed.NOTHING;
        deframer.reset();
        heard |= !frameOwed;
        boolean sent = frameOwed ? again(frame) : askAgain();
        alive(1);
        return sent;
    }

    private int read(long untilNs) {
        chunk.clear();
        int count = line.read(chunk, untilNs);
        chunk.flip();
        gone |= count == SerialLine.GONE;
        return count;
    }

    private boolean again(ByteBuffer bytes) {
        return ++repeats <= MOST_REPEATS && send(bytes.position(0));
    }

    private boolean askAgain() {
        nak.clear();
        SerialFrame.writeNak(nak);
        return again(nak.flip());
    }

    /** Ends a frame that the chip may still be waiting for the rest of: zeros between frames mean nothing to it. */
    void flush() {
        frame.clear();
        for (int i = 0; i < FRAME_LENGTH; i++) {
            frame.put((byte) 0);
        }
        send(frame.flip());
    }

    /** Reads what the chip said while nobody asked: cards that came or went. */
    void catchUp() {
        for (int chunks = 0; chunks < MOST_CHUNKS && (chunk.hasRemaining() || read(line.nowNs()) > 0); chunks++) {
            while (chunk.hasRemaining()) {
                if (deframer.take(chunk.get()) == SerialDeframer.Event.NOTIFICATION) {
                    notified();
                }
            }
        }
    }

    private void notified() {
        if (InterruptIn.parse(deframer.notification()) instanceof InterruptIn.NotifySlotChange change) {
            boolean present = (change.slotIccState() & PRESENT) != 0;
            if ((change.slotIccState() & CHANGED) != 0) {
                statusSeen.accept(present ? IccStatus.INACTIVE : IccStatus.ABSENT);
            }
        }
    }

    /** The line has rested while nobody asked the chip: what began before it has no end. */
    void rested() {
        deframer.reset();
    }

    /** Forgets every byte that went or came. A frame that is still coming is not cut: its rest would pass for something else. */
    void wipe() {
        catchUp();
        page.wipe();
    }
}
