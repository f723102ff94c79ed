// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.message.ChainParameter;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.ccid.message.SlotParameters;
import org.openpinpad.gadget.reader.PinPort.AbortReason;
import org.openpinpad.gadget.reader.SlotWork.WaitsFor;
import org.openpinpad.iso7816.Atr;

/**
 * The CCID reader at the extended-APDU level, one slot: a pure state machine. Every bulk-OUT message gets exactly one final
 * answer with its own bSlot and bSeq, time extensions aside.
 *
 * <pre>
 * state     event                              next      answer
 * IDLE      command that needs no card         IDLE      at once
 * IDLE      IccPowerOn/Off, XfrBlock, Secure   RUNNING   -
 * IDLE      XfrBlock that the guard answers    IDLE      at once
 * IDLE      XfrBlock that asks the user        RUNNING   -
 * RUNNING   the user says yes                  RUNNING   -, the card gets the command
 * RUNNING   the user says no                   IDLE      final
 * RUNNING   1.5 s since the command, and again RUNNING   time extension
 * RUNNING   any command                        RUNNING   E0 slot busy
 * RUNNING   IccPowerOff while the user is asked RUNNING  FF for the other, then the power-off runs
 * RUNNING   Secure 04 while a PIN is typed     IDLE      EF for the first Secure, then success without data
 * RUNNING   card or PIN ends the job           IDLE      final
 * RUNNING   card pulled, or locked by the user IDLE      FE
 * RUNNING   either half of an abort            ABORTING  FF
 * IDLE      either half of an abort            ABORTING  -
 * ABORTING  any command                        ABORTING  FF
 * ABORTING  the other half                     IDLE      SlotStatus for PC_to_RDR_Abort
 * any       bus reset                          IDLE      none: nobody is there to read it
 * </pre>
 *
 * Not thread-safe: {@link Reader} lets one caller in at a time.
 */
public final class ReaderEngine {

    /** Time between time extensions: far below the 3 s that libccid waits, and the same whatever the user does. */
    public static final long EXTENSION_INTERVAL_NS = 1_500_000_000L;

    /** What {@link #message} returns when its buffer is free again. */
    public static final int NO_JOB = 0;

    /** Longest command APDU of ISO 7816-4 §5.1: header, extended Lc, 65 535 bytes, extended Le. */
    public static final int COMMAND_APDU_MAX = 65_544;

    /** Longest response APDU: 65 536 bytes and the status word. */
    public static final int RESPONSE_APDU_MAX = 65_538;

    private static final int POWER_SELECT_MAX = 3;

    private final CardPort card;
    private final PinPort pin;
    private final GuardPort guard;

    private final SlotState slot;
    private final Interruptions interruptions;
    private final ApduExchange exchange;
    private final PinExchange pins;
    private final Replies replies;
    private final int messageMax;
    private final LocalCommands local;
    private final SlotWork work = new SlotWork();

    public ReaderEngine(
            CcidDescriptor descriptor,
            ReaderIdentity identity,
            HostPort host,
            CardPort card,
            PinPort pin,
            GuardPort guard,
            ReaderListener listener) {
        this.card = card;
        this.pin = pin;
        this.guard = guard;
        slot = new SlotState(card, listener);
        messageMax = Math.toIntExact(descriptor.maxCcidMessageLength());
        replies = new Replies(host, slot::icc);
        local = new LocalCommands(descriptor, guard, replies);
        pins = new PinExchange(pin, new PinPpdu(descriptor, identity), replies, work);
        exchange = new ApduExchange(messageMax, host, card, guard, pins, replies, work, slot::icc);
        interruptions = new Interruptions(host, card, pin, guard, slot, work, replies, exchange);
    }

    /**
     * One bulk-OUT transfer; without answer while the bus is not configured.
     *
     * @return the job whose command the card reads from this buffer, so that it must not be reused until that job ends, or
     *     {@link #NO_JOB}
     */
    public int message(ByteBuffer frame, long nowNs) {
        if (slot.is(ReaderListener.Bus.NOT_CONFIGURED)) {
            return NO_JOB; // it waited for its turn while the bus was reset: the host that sent it is gone
        }
        PcToRdr command = PcToRdr.parse(frame);
        if (command instanceof PcToRdr.Malformed malformed) {
            return fail(command, malformed.error());
        }
        if (command.slot() != 0) {
            return fail(command, SlotError.BAD_SLOT);
        }
        if (frame.remaining() > messageMax) {
            return fail(command, SlotError.BAD_LENGTH);
        }
        if (command instanceof PcToRdr.Abort bulk) {
            interruptions.abortByBulk(bulk);
            return NO_JOB;
        }
        if (interruptions.aborting()) {
            return fail(command, SlotError.CMD_ABORTED);
        }
        if (!work.idle()) {
            return whileRunning(command, nowNs);
        }
        return whileIdle(command, nowNs);
    }

    private int whileIdle(PcToRdr command, long nowNs) {
        return switch (command.messageType()) {
            case PcToRdr.IccPowerOn.TYPE -> powerOn((PcToRdr.IccPowerOn) command, nowNs);
            case PcToRdr.IccPowerOff.TYPE -> powerOff(command, nowNs);
            case PcToRdr.XfrBlock.TYPE -> xfrBlock((PcToRdr.XfrBlock) command, nowNs);
            case PcToRdr.Secure.TYPE -> secure((PcToRdr.Secure) command, nowNs);
            default -> {
                local.answer(command, slot.icc(), nowNs);
                yield NO_JOB;
            }
        };
    }

    private int whileRunning(PcToRdr command, long nowNs) {
        if (work.asksUser() && command instanceof PcToRdr.IccPowerOff) {
            interruptions.end(AbortReason.HOST, SlotError.CMD_ABORTED);
            return powerOff(command, nowNs);
        }
        boolean cancels = command instanceof PcToRdr.Secure secure && PinExchange.isCancel(secure);
        if (cancels && work.waitsFor(WaitsFor.PIN) && pin.cancel()) {
            pins.failed(SlotError.PIN_CANCELLED);
            replies.succeed(command);
            return NO_JOB;
        }
        return fail(command, SlotError.CMD_SLOT_BUSY);
    }

    // Commands that the card carries out

    private int powerOn(PcToRdr.IccPowerOn command, long nowNs) {
        if (command.powerSelect() > POWER_SELECT_MAX) {
            return fail(command, Header.SPECIFIC);
        }
        if (slot.is(IccStatus.ABSENT)) {
            return fail(command, SlotError.ICC_MUTE);
        }
        exchange.forget();
        card.powerOn(work.start(command, nowNs), exchange.answerSpace().limit(Atr.MAX_LENGTH));
        return NO_JOB;
    }

    private int powerOff(PcToRdr command, long nowNs) {
        if (slot.is(IccStatus.ABSENT)) {
            replies.succeed(command);
            return NO_JOB;
        }
        exchange.forget();
        card.powerOff(work.start(command, nowNs));
        return NO_JOB;
    }

    private int xfrBlock(PcToRdr.XfrBlock command, long nowNs) {
        return slot.is(IccStatus.ACTIVE) ? exchange.take(command, nowNs) : fail(command, SlotError.ICC_MUTE);
    }

    private int secure(PcToRdr.Secure command, long nowNs) {
        if (command.levelParameter() != ChainParameter.WHOLE) {
            return fail(command, CommandChain.LEVEL_PARAMETER);
        }
        if (PinExchange.isCancel(command)) {
            replies.succeed(command); // nothing is to be cancelled
            return NO_JOB;
        }
        if (!slot.is(IccStatus.ACTIVE)) {
            return fail(command, SlotError.ICC_MUTE);
        }
        exchange.forget();
        pins.secure(command, nowNs);
        return NO_JOB;
    }

    // What card and PIN answer

    /** A job of {@link CardPort} ended well; {@code length} bytes stand in its buffer. One that was given up is ignored. */
    public void cardDone(int endedJob, int length) {
        if (!work.over(endedJob)) {
            return;
        }
        if (work.runs(PcToRdr.IccPowerOff.TYPE)) {
            slot.unpowered();
            replies.succeed(work.running(), work.seq(), PcToRdr.NO_DATA);
        } else {
            if (work.runs(PcToRdr.IccPowerOn.TYPE)) {
                local.use(Atr.parse(exchange.answerSpace().limit(length))
                        .map(SlotParameters::of)
                        .orElse(SlotParameters.DEFAULT));
                slot.change(IccStatus.ACTIVE);
            }
            exchange.answered(length, work.seq());
        }
        work.rest();
    }

    /** A job of {@link CardPort} failed for the reason bError. One that was given up is ignored. */
    public void cardFailed(int endedJob, int bError) {
        if (!work.over(endedJob)) {
            if (slot.is(IccStatus.ACTIVE) && !card.powered()) {
                slot.unpowered();
            }
            return;
        }
        if (!work.runs(PcToRdr.XfrBlock.TYPE) || !card.powered()) {
            slot.unpowered();
        }
        replies.fail(work.running(), work.seq(), bError);
        work.rest();
    }

    /** PIN entry ended and the card answered: the host gets the status word and nothing else. */
    public void pinDone(int statusWord) {
        if (work.waitsFor(WaitsFor.PIN)) {
            pins.done(statusWord);
        }
    }

    /** PIN entry ended without a status word. */
    public void pinFailed(int bError) {
        if (work.waitsFor(WaitsFor.PIN)) {
            if (!card.powered()) {
                slot.unpowered();
            }
            pins.failed(bError);
        }
    }

    // What the user answers to the guard

    /** The card gets the command that waits. */
    public void allowed() {
        if (work.waitsFor(WaitsFor.CONSENT)) {
            exchange.allowed();
        }
    }

    /** The command that waits is answered with this status word, and the card does not get it. */
    public void refused(int statusWord) {
        if (work.waitsFor(WaitsFor.CONSENT)) {
            replies.statusWord(work.running(), work.seq(), statusWord);
            work.rest();
        }
    }

    // What comes in between

    /**
     * The control half of an abort (CCID 1.1 §5.3.1).
     *
     * @return false when there is no such slot
     */
    public boolean abort(int slotIndex, int seq) {
        if (slotIndex == 0) {
            interruptions.abortByControl(seq);
        }
        return slotIndex == 0;
    }

    /** The user ends what a PIN has opened: the card is powered off, and the PC told that it was out and is in again. */
    public void lock() {
        interruptions.lock();
    }

    /** A card came or went. */
    public void cardPresence(boolean present) {
        local.use(SlotParameters.DEFAULT);
        interruptions.cardPresence(present);
    }

    public void configured() {
        interruptions.configured();
    }

    /** Bus reset, disconnect or unbind. The card is powered off: a new host must not find it unlocked. */
    public void deconfigured() {
        interruptions.deconfigured();
    }

    /** The bus sleeps: nobody watches the card, which is powered off. */
    public void suspended() {
        interruptions.suspended();
    }

    /** The bus is awake again: a card is shown as newly inserted. */
    public void resumed() {
        interruptions.resumed();
    }

    // The clock

    /** Time passes; to be called at {@link #deadlineNs} or later. */
    public void tick(long nowNs) {
        if (work.extend(nowNs)) {
            replies.extend(work.running(), work.seq());
        }
        if (nowNs >= pin.deadlineNs()) {
            pin.tick(nowNs);
        }
        if (nowNs >= guard.deadlineNs()) {
            guard.tick(nowNs);
        }
    }

    /** When {@link #tick} is wanted next, {@link Long#MAX_VALUE} for never. */
    public long deadlineNs() {
        return Math.min(work.extensionDueNs(), Math.min(pin.deadlineNs(), guard.deadlineNs()));
    }

    private int fail(PcToRdr command, int bError) {
        replies.fail(command, bError);
        return NO_JOB;
    }
}
