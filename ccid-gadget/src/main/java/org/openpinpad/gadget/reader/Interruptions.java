// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.gadget.reader.PinPort.AbortReason;

/**
 * What comes between a command and its answer, and ends what the user is asked: an abort, a card that comes or goes, the bus,
 * the user's lock.
 */
final class Interruptions {

    private final HostPort host;
    private final CardPort card;
    private final PinPort pin;
    private final GuardPort guard;
    private final SlotState slot;
    private final SlotWork work;
    private final Replies replies;
    private final ApduExchange exchange;
    private final AbortHandshake abort = new AbortHandshake();

    Interruptions(
            HostPort host,
            CardPort card,
            PinPort pin,
            GuardPort guard,
            SlotState slot,
            SlotWork work,
            Replies replies,
            ApduExchange exchange) {
        this.host = host;
        this.card = card;
        this.pin = pin;
        this.guard = guard;
        this.slot = slot;
        this.work = work;
        this.replies = replies;
        this.exchange = exchange;
    }

    /** Nobody is asked for anything any more, and the command under way, if any, fails. */
    void end(AbortReason reason, int bError) {
        withdraw(reason);
        fail(bError);
    }

    private void withdraw(AbortReason reason) {
        pin.abort(reason);
        guard.withdraw(reason);
    }

    private void fail(int bError) {
        if (!work.idle()) {
            replies.fail(work.running(), work.seq(), bError);
            work.rest();
        }
    }

    // Abort

    /** Whether only one half of an abort is there. */
    boolean aborting() {
        return abort.pending();
    }

    void abortByBulk(PcToRdr.Abort command) {
        if (abort.waitingBulk() != AbortHandshake.NONE) {
            replies.fail(command.messageType(), abort.waitingBulk(), SlotError.CMD_ABORTED);
        }
        stop();
        if (abort.bulk(command.seq())) {
            replies.succeed(command);
        }
    }

    void abortByControl(int seq) {
        stop();
        if (abort.control(seq)) {
            replies.succeed(PcToRdr.Abort.TYPE, seq, PcToRdr.NO_DATA);
        }
    }

    private void stop() {
        if (work.asksUser()) {
            withdraw(AbortReason.HOST);
        } else if (work.runs(PcToRdr.IccPowerOn.TYPE) || work.runs(PcToRdr.IccPowerOff.TYPE)) {
            slot.unpowered(); // how far the slot got is not known: the host must power on before it goes on
        }
        exchange.forget();
        fail(SlotError.CMD_ABORTED);
    }

    // User and card

    void lock() {
        if (slot.is(IccStatus.ACTIVE)) {
            withdraw(AbortReason.LOCKED);
            exchange.forget();
            powerOff();
            fail(SlotError.ICC_MUTE);
            host.notifySlotChange(!slot.is(IccStatus.ABSENT), true);
        }
    }

    private void powerOff() {
        card.powerOff(work.startUnasked());
        slot.unpowered();
    }

    void cardPresence(boolean present) {
        slot.change(present ? IccStatus.INACTIVE : IccStatus.ABSENT);
        withdraw(AbortReason.CARD_REMOVED);
        exchange.forget();
        fail(SlotError.ICC_MUTE);
        if (!slot.is(ReaderListener.Bus.NOT_CONFIGURED)) {
            host.notifySlotChange(present, true);
        }
    }

    // Bus

    void configured() {
        slot.change(ReaderListener.Bus.CONFIGURED);
        announceCard();
    }

    private void announceCard() {
        boolean present = !slot.is(IccStatus.ABSENT);
        host.notifySlotChange(present, present);
    }

    void deconfigured() {
        withdraw(AbortReason.BUS);
        abort.clear();
        exchange.forget();
        work.rest();
        powerOff();
        host.clear();
        slot.change(ReaderListener.Bus.NOT_CONFIGURED);
    }

    void suspended() {
        if (slot.is(ReaderListener.Bus.CONFIGURED)) {
            withdraw(AbortReason.BUS);
            exchange.forget();
            fail(SlotError.CMD_ABORTED);
            powerOff();
            slot.change(ReaderListener.Bus.SUSPENDED);
        }
    }

    void resumed() {
        if (slot.is(ReaderListener.Bus.SUSPENDED)) {
            slot.change(ReaderListener.Bus.CONFIGURED);
            announceCard();
        }
    }
}
