// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.openpinpad.ccid.message.ChainParameter;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.message.SlotError;

/** XfrBlock at the extended-APDU level (CCID 1.1 §6.1.4): whole commands and chained ones, and answers in pieces. */
final class ApduExchange {

    private static final int COMMAND_APDU_MIN = 4;
    private static final int NO_JOB = SlotWork.NO_JOB;

    private final HostPort host;
    private final CardPort card;
    private final Replies replies;
    private final SlotWork work;
    private final Supplier<IccStatus> icc;
    private final GuardPort guard;
    private final PinExchange pin;
    private final CommandChain chain = new CommandChain(ReaderEngine.COMMAND_APDU_MAX);
    private final Answer answer;

    ApduExchange(
            int messageMax,
            HostPort host,
            CardPort card,
            GuardPort guard,
            PinExchange pin,
            Replies replies,
            SlotWork work,
            Supplier<IccStatus> icc) {
        this.host = host;
        this.card = card;
        this.guard = guard;
        this.pin = pin;
        this.replies = replies;
        this.work = work;
        this.icc = icc;
        answer = new Answer(messageMax, ReaderEngine.RESPONSE_APDU_MAX);
    }

    /** Takes a block; the job that reads its frame, or {@link SlotWork#NO_JOB}. */
    int take(PcToRdr.XfrBlock command, long nowNs) {
        return switch (command.levelParameter()) {
            case ChainParameter.WHOLE -> {
                chain.forget();
                yield whole(command, nowNs);
            }
            case ChainParameter.BEGIN, ChainParameter.MIDDLE, ChainParameter.END -> {
                chained(command, nowNs);
                yield NO_JOB;
            }
            case ChainParameter.CONTINUE -> {
                continued(command);
                yield NO_JOB;
            }
            default -> {
                replies.fail(command, CommandChain.LEVEL_PARAMETER);
                yield NO_JOB;
            }
        };
    }

    /** Where the card's answer goes. */
    ByteBuffer answerSpace() {
        return answer.space();
    }

    /** The card's answer is there: the host gets it, or its first piece. */
    void answered(int length, int seq) {
        answer.filled(length);
        sendPiece(seq);
    }

    /** Forgets a half-sent command and a half-fetched answer. */
    void forget() {
        chain.forget();
        answer.forget();
    }

    private int whole(PcToRdr.XfrBlock command, long nowNs) {
        if (work.framesAreTaken()) {
            replies.fail(command, SlotError.CMD_SLOT_BUSY);
            return NO_JOB;
        }
        int job = transmit(command, command.data(), nowNs);
        if (job != NO_JOB) {
            work.readsFrame(job);
        }
        return job;
    }

    /** The user let the command that waits go to the card. */
    void allowed() {
        int job = work.goOn();
        work.readsChain(job);
        card.transmit(job, chain.apdu(), answer.space());
    }

    private void chained(PcToRdr.XfrBlock command, long nowNs) {
        if (work.chainIsRead()) {
            replies.fail(command, SlotError.CMD_SLOT_BUSY);
            return;
        }
        int result = chain.take(command.levelParameter(), command.data());
        switch (result) {
            case CommandChain.MORE -> replies.succeed(command, ChainParameter.CONTINUE, PcToRdr.NO_DATA);
            case CommandChain.WHOLE -> {
                int job = transmit(command, chain.apdu(), nowNs);
                if (job != NO_JOB) {
                    work.readsChain(job);
                }
            }
            default -> replies.fail(command, result);
        }
    }

    private int transmit(PcToRdr.XfrBlock command, ByteBuffer apdu, long nowNs) {
        if (apdu.remaining() < COMMAND_APDU_MIN || apdu.remaining() > ReaderEngine.COMMAND_APDU_MAX) {
            replies.fail(command, SlotError.BAD_LENGTH);
            return NO_JOB;
        }
        answer.forget();
        if (PinPpdu.isOne(apdu)) {
            pin.ppdu(command, apdu, nowNs);
            return NO_JOB;
        }
        int ruling = guard.judge(apdu, nowNs);
        if (ruling == GuardPort.PASS) {
            int job = work.start(command, nowNs);
            card.transmit(job, apdu, answer.space());
            return job;
        }
        ruled(command, apdu, ruling, nowNs);
        return NO_JOB;
    }

    private void ruled(PcToRdr.XfrBlock command, ByteBuffer apdu, int ruling, long nowNs) {
        boolean asks = ruling == GuardPort.ASK;
        if (ruling == GuardPort.BUSY || (asks && work.chainIsRead())) {
            guard.withdraw(PinPort.AbortReason.HOST);
            replies.fail(command, SlotError.CMD_SLOT_BUSY);
        } else if (asks) {
            if (command.levelParameter() == ChainParameter.WHOLE) {
                chain.keep(apdu); // the PC's buffer is wanted for what comes while the user thinks
            }
            work.start(command, SlotWork.WaitsFor.CONSENT, nowNs);
        } else {
            replies.statusWord(command.messageType(), command.seq(), ruling);
        }
    }

    private void continued(PcToRdr.XfrBlock command) {
        if (command.data().hasRemaining()) {
            replies.fail(command, SlotError.BAD_LENGTH);
        } else if (!answer.hasMore()) {
            replies.fail(command, CommandChain.LEVEL_PARAMETER);
        } else {
            sendPiece(command.seq());
        }
    }

    private void sendPiece(int seq) {
        host.send(answer.next(0, seq, RdrToPc.status(CommandStatus.PROCESSED, icc.get())));
    }
}
