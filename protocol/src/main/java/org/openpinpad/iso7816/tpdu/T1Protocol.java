// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.nio.ByteBuffer;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.iso7816.CommandForm;

/**
 * T=1, the half duplex transmission of blocks (ISO/IEC 7816-3 §11), the interface device's side.
 *
 * <pre>
 * sent last        what comes                     next
 * I, more follows  R, N(R) = next                 the chain's next I
 * I, the last      I, N(S) as expected            the answer begins
 * any              R, N(R) = the I sent last      that I again
 * any              I of the answer, more follows  R
 * any              I of the answer, the last      DONE
 * any              S(IFS request), S(WTX request) the S response
 * any              S(ABORT request)               the S response, and after the card's next block FAILED
 * any              nothing, garbled, invalid      R; for a request of ours that request again
 * any              that for the third time        S(RESYNCH request)
 * S(RESYNCH)       S(RESYNCH response)            FAILED, with both sides at their beginning
 * S(RESYNCH)       anything else, three times     FAILED, out of step
 * </pre>
 *
 * After a resynchronisation a command is never sent again from here: the card may have carried it out, and a wrong PIN would
 * count twice. Only a command of which nothing had been sent goes on.
 */
public final class T1Protocol implements CardProtocol {

    /** The device's information field size until it announces another (§11.4.2). */
    public static final int DEFAULT_IFSD = 32;

    /** The card's, until its ATR or an S(IFS request) says another. */
    private static final int DEFAULT_IFSC = 32;

    /** The most that a device can announce. */
    public static final int MOST_IFSD = T1Block.MOST_INFORMATION;

    /** §11.6.3.2: how often a block is tried in a row. */
    private static final int MOST_ATTEMPTS = 3;

    /** Requests of the card in one exchange. Each costs it a waiting time: no honest card comes near. */
    static final int MOST_REQUESTS = 10_000;

    private static final int NO_VALUE = -1;

    /** I-blocks without a byte in one exchange: §11.3.2.3 allows them, and nothing is gained by them. */
    static final int MOST_EMPTY = 100;

    private enum Sent {
        INFORMATION,
        READY,
        IFS_REQUEST,
        SUPERVISORY_RESPONSE,
        RESYNCH_REQUEST
    }

    private final ByteBuffer block;
    private final Epilogue epilogue;
    private final T1Block came;
    private final int initialIfsc;
    private final int ifsd;

    private int ifsc;
    private int ifsdInUse = DEFAULT_IFSD;
    private boolean announced;
    private int sendSequence;
    private int receiveSequence;

    private ByteBuffer command = ByteBuffer.allocate(0);
    private ByteBuffer response = command;
    private int responseBegin;
    /** Of the command's I-block that was sent last. */
    private int at;

    private int length;
    private boolean more;

    private Sent sent = Sent.INFORMATION;
    private boolean commandBegun;
    private boolean commandAcknowledged;
    private boolean aborted;
    private int attempts;
    private int repeats;
    private int requests;
    private int empty;
    private int waitMultiplier = 1;
    private Failure failure = Failure.VIOLATED;
    private boolean outOfStep;

    /**
     * @param memory a direct buffer of at least 259 bytes, in which blocks are put together: for a PIN's sake in a locked page
     * @param ifsc the card's information field size, 1 to 254 (TA of T=1, 32 by default)
     * @param ifsd what the device can take, 1 to 254; other than 32 it is announced before the first command
     */
    public T1Protocol(ByteBuffer memory, int ifsc, Epilogue epilogue, int ifsd) {
        if (memory.remaining() < T1Block.LONGEST) {
            throw new IllegalArgumentException("a block of T=1 takes " + T1Block.LONGEST + " bytes");
        }
        block = memory.slice(memory.position(), T1Block.LONGEST);
        this.epilogue = epilogue;
        came = new T1Block(epilogue);
        initialIfsc = ifsc;
        this.ifsc = ifsc;
        this.ifsd = ifsd;
        announced = ifsd == DEFAULT_IFSD;
    }

    /** With the parameters of a card's ATR (§11.4), and the most that a device can take. */
    public static T1Protocol of(Atr atr, ByteBuffer memory) {
        Atr.Level t1 = atr.firstForT1();
        boolean given = t1.ta() > 0 && t1.ta() <= T1Block.MOST_INFORMATION;
        boolean crc = t1.tc() != Atr.NO_BYTE && (t1.tc() & 1) != 0;
        return new T1Protocol(memory, given ? t1.ta() : DEFAULT_IFSC, crc ? Epilogue.CRC : Epilogue.LRC, MOST_IFSD);
    }

    @Override
    public Step begin(ByteBuffer newCommand, ByteBuffer newResponse) {
        command = newCommand;
        response = newResponse;
        responseBegin = newResponse.position();
        at = newCommand.position();
        commandBegun = false;
        commandAcknowledged = false;
        aborted = false;
        requests = 0;
        empty = 0;
        progress();
        outOfStep = false;
        if (CommandForm.bodyLength(newCommand) == CommandForm.MALFORMED) {
            return fail(Failure.VIOLATED, false);
        }
        return announced ? sendInformation() : send(Sent.IFS_REQUEST, T1Block.IFS, ifsd);
    }

    @Override
    public Step received(ByteBuffer tpdu) {
        waitMultiplier = 1;
        T1Block.Kind kind = came.read(tpdu);
        if (kind == T1Block.Kind.GARBLED) {
            return again(Failure.GARBLED, T1Block.ERROR_IN_CODE);
        }
        if (sent == Sent.RESYNCH_REQUEST) {
            return kind == T1Block.Kind.RESYNCH_RESPONSE ? resynchronised() : again(Failure.VIOLATED, 0);
        }
        if (sent == Sent.IFS_REQUEST) {
            return kind == T1Block.Kind.IFS_RESPONSE && came.value() == ifsd
                    ? agreed()
                    : again(Failure.VIOLATED, T1Block.ERROR_ELSEWHERE);
        }
        return switch (kind) {
            case INFORMATION -> information();
            case READY -> ready();
            case IFS_REQUEST -> ifsRequest();
            case WTX_REQUEST -> wtxRequest();
            case ABORT_REQUEST -> abortRequest();
            case IFS_RESPONSE, RESYNCH_RESPONSE, INVALID -> again(Failure.VIOLATED, T1Block.ERROR_ELSEWHERE);
            case GARBLED -> throw new IllegalStateException("handled above");
        };
    }

    @Override
    public Step disturbed(Disturbance disturbance) {
        waitMultiplier = 1;
        return disturbance == Disturbance.SILENCE
                ? again(Failure.SILENT, T1Block.ERROR_ELSEWHERE)
                : again(Failure.GARBLED, T1Block.ERROR_IN_CODE);
    }

    private Step information() {
        boolean inOurChain = !commandAcknowledged && more;
        if (inOurChain || came.length() > ifsdInUse || came.sendSequence() != receiveSequence) {
            return again(Failure.VIOLATED, T1Block.ERROR_ELSEWHERE);
        }
        receiveSequence ^= 1;
        if (!commandAcknowledged) {
            commandAcknowledged = true;
            sendSequence ^= 1;
        }
        if (aborted) {
            return fail(Failure.ABORTED, false);
        }
        if (response.remaining() < came.length()) {
            return fail(Failure.OVERRUN, came.more());
        }
        if (came.length() == 0 && ++empty > MOST_EMPTY) {
            return fail(Failure.VIOLATED, true);
        }
        came.copyInformation(response);
        progress();
        if (came.more()) {
            return sendReady(0);
        }
        return response.position() - responseBegin < 2 ? fail(Failure.VIOLATED, false) : Step.DONE;
    }

    /** R-block: the card has our I and wants the next, or it wants what we sent last once more. */
    private Step ready() {
        boolean wantsOurLast = !commandAcknowledged && came.receiveSequence() == sendSequence;
        if (aborted) {
            sendSequence = came.receiveSequence();
            return fail(Failure.ABORTED, false);
        }
        if (wantsOurLast) {
            return mayRepeat() ? sendInformation() : resynchronise(Failure.GARBLED);
        }
        if (!commandAcknowledged && more) {
            sendSequence ^= 1;
            at += length;
            progress();
            return sendInformation();
        }
        boolean upToDate =
                commandAcknowledged ? came.receiveSequence() == sendSequence : came.receiveSequence() != sendSequence;
        if (sent == Sent.READY && upToDate) {
            return mayRepeat() ? sendReady(0) : resynchronise(Failure.GARBLED);
        }
        return again(Failure.VIOLATED, T1Block.ERROR_ELSEWHERE);
    }

    /** The card asked for a repeat, properly: that ends a row of disturbances, and is itself no progress. */
    private boolean mayRepeat() {
        attempts = 0;
        return ++repeats < MOST_ATTEMPTS;
    }

    private Step ifsRequest() {
        int value = came.value();
        if (value == 0 || value > T1Block.MOST_INFORMATION) {
            return again(Failure.VIOLATED, T1Block.ERROR_ELSEWHERE);
        }
        ifsc = value;
        return respond(T1Block.IFS, value);
    }

    private Step wtxRequest() {
        int value = came.value();
        Step step = respond(T1Block.WTX, value);
        waitMultiplier = Math.max(1, value);
        return step;
    }

    private Step abortRequest() {
        aborted = true;
        return respond(T1Block.ABORT, NO_VALUE);
    }

    private Step respond(int pcb, int value) {
        if (++requests > MOST_REQUESTS) {
            return fail(Failure.VIOLATED, true);
        }
        attempts = 0;
        return send(Sent.SUPERVISORY_RESPONSE, pcb | T1Block.RESPONSE, value);
    }

    /** Rules 7.1 to 7.4 of §11.6.3.2: what comes after a block that did not come, or not well. */
    private Step again(Failure reason, int error) {
        if (++attempts < MOST_ATTEMPTS) {
            return switch (sent) {
                case RESYNCH_REQUEST -> send(Sent.RESYNCH_REQUEST, T1Block.RESYNCH, NO_VALUE);
                case IFS_REQUEST -> send(Sent.IFS_REQUEST, T1Block.IFS, ifsd);
                case INFORMATION, READY, SUPERVISORY_RESPONSE -> sendReady(error);
            };
        }
        return sent == Sent.RESYNCH_REQUEST ? fail(failure, true) : resynchronise(reason);
    }

    private Step resynchronise(Failure reason) {
        failure = reason;
        progress();
        return send(Sent.RESYNCH_REQUEST, T1Block.RESYNCH, NO_VALUE);
    }

    private Step resynchronised() {
        sendSequence = 0;
        receiveSequence = 0;
        ifsc = initialIfsc;
        ifsdInUse = DEFAULT_IFSD;
        if (!commandBegun) {
            return goOn(); // with a card that has no mind for our IFSD: it may send what it always sent
        }
        announced = ifsd == DEFAULT_IFSD;
        return fail(failure, false);
    }

    private Step agreed() {
        ifsdInUse = ifsd;
        return goOn();
    }

    private Step goOn() {
        announced = true;
        progress();
        return sendInformation();
    }

    private void progress() {
        attempts = 0;
        repeats = 0;
    }

    private Step fail(Failure reason, boolean lost) {
        failure = reason;
        outOfStep = lost;
        return Step.FAILED;
    }

    private Step sendInformation() {
        commandBegun = true;
        int left = command.limit() - at;
        length = Math.min(ifsc, left);
        more = left > length;
        prologue(sendSequence * T1Block.SEQUENCE_OF_I | (more ? T1Block.MORE : 0), length);
        block.put(T1Block.PROLOGUE, command, at, length).position(T1Block.PROLOGUE + length);
        return sendBlock(Sent.INFORMATION);
    }

    private Step sendReady(int error) {
        prologue(T1Block.READY | receiveSequence * T1Block.SEQUENCE_OF_R | error, 0);
        return sendBlock(Sent.READY);
    }

    private Step send(Sent what, int pcb, int value) {
        prologue(pcb, value == NO_VALUE ? 0 : 1);
        if (value != NO_VALUE) {
            block.put((byte) value);
        }
        return sendBlock(what);
    }

    private void prologue(int pcb, int len) {
        block.clear().put(T1Block.NAD).put((byte) pcb).put((byte) len);
    }

    private Step sendBlock(Sent what) {
        epilogue.append(block);
        block.flip();
        sent = what;
        return Step.SEND;
    }

    @Override
    public ByteBuffer tpdu() {
        return block;
    }

    @Override
    public int waitMultiplier() {
        return waitMultiplier;
    }

    @Override
    public Failure failure() {
        return failure;
    }

    @Override
    public boolean outOfStep() {
        return outOfStep;
    }

    @Override
    public void wipe() {
        Memory.wipe(block);
    }
}
