// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.iso7816.tpdu.CardProtocol.Step;
import org.openpinpad.iso7816.tpdu.T0Protocol;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pcsc.scard.Disposition;
import org.openpinpad.pcsc.scard.Protocol;
import org.openpinpad.pcsc.scard.SCard;
import org.openpinpad.pcsc.scard.ScardCode;
import org.openpinpad.pcsc.scard.ScardUnavailable;

/**
 * The slot of a reader that the PC/SC service of this machine knows. The reader does voltages, PPS and T=1; over T=0 the
 * service takes TPDUs, so 61xx, 6Cxx and long commands are ours. A keypad that the reader may have is never used.
 *
 * <p>Commands and responses go by address from and to the caller's buffers; TPDUs of T=0 stand in a locked page of the slot's
 * own, wiped after each APDU. What the service does with a command is in SECURITY.md.
 *
 * <p>A card that falls out of step, or gives no answer, loses its power. The service may be restarted at any time: the card is
 * then gone and comes again. One SCardTransmit lasts as long as the reader's driver lets it.
 */
public final class PcscSlot implements CardSlot {

    /** What one APDU may take altogether, over T=0: between two TPDUs it is ended. */
    private static final long MOST_NS = 300_000_000_000L;

    // The page of T=0: what goes to the card, and data and SW1 SW2 that come
    private static final int SENT_AT = 0;
    private static final int SENT = 512;
    private static final int CAME = 256 + 2;

    private static final int STATUS_WORD = 2;

    private final LockedPage page;
    private final T0Protocol t0;
    private final ByteBuffer came;
    private final Presence presence;
    private final CardConnection card;
    private final Consumer<String> remarks;
    private final Waits waits;
    private final ReentrantLock exchange = new ReentrantLock();

    /** Of which insertion the card has power; {@link #NONE} for none. */
    private volatile int poweredInsertion = NONE;

    private static final int NONE = -1;

    private PcscSlot(LockedPage page, SCard pcsc, ReaderChoice choice, Consumer<String> remarks, Waits waits) {
        this.page = page;
        this.remarks = remarks;
        this.waits = waits;
        t0 = new T0Protocol(page.bytes(SENT_AT, SENT));
        came = page.bytes(SENT, CAME);
        presence = new Presence(pcsc, choice, remarks, waits);
        card = new CardConnection(pcsc);
    }

    /**
     * Opens the slot of a reader.
     *
     * @param readerNamePart the reader's name, a part that no other reader's name has, or nothing for the only one
     * @param remarks told, in a sentence, when reader or service go and come back; from any thread
     * @throws SlotUnavailable when there is no PC/SC service, or not exactly one such reader
     */
    public static PcscSlot open(Libc libc, String readerNamePart, Consumer<String> remarks) throws SlotUnavailable {
        try {
            return open(libc, SCard.load(), readerNamePart, remarks);
        } catch (ScardUnavailable e) {
            throw new SlotUnavailable(e.getMessage());
        }
    }

    /** The same with a library that is loaded already, or stands in for one. */
    public static PcscSlot open(Libc libc, SCard pcsc, String readerNamePart, Consumer<String> remarks)
            throws SlotUnavailable {
        return open(libc, pcsc, readerNamePart, remarks, Waits.USUAL);
    }

    static PcscSlot open(Libc libc, SCard pcsc, String readerNamePart, Consumer<String> remarks, Waits waits)
            throws SlotUnavailable {
        PcscSlot slot = new PcscSlot(LockedPage.map(libc), pcsc, new ReaderChoice(readerNamePart), remarks, waits);
        slot.presence.open();
        return slot;
    }

    @Override
    public boolean present() {
        return presence.present();
    }

    @Override
    public boolean powered() {
        return presence.present() && poweredInsertion == presence.insertions();
    }

    @Override
    public void listen(PresenceListener listener) {
        presence.listen(listener);
    }

    @Override
    public SlotResult powerOn(ByteBuffer atr) {
        exchange.lock();
        try {
            if (!powered()) {
                drop(); // what is left of a connection to a card, or a reader, that is gone
            }
            poweredInsertion = NONE;
            int insertion = presence.insertions();
            String reader = presence.reader();
            if (reader.isEmpty()) {
                card.forget();
                return SlotResult.ABSENT;
            }
            ScardCode code = card.reset(reader);
            if (!code.isSuccess()) {
                return fail(code);
            }
            if (card.protocol() != Protocol.T0 && card.protocol() != Protocol.T1) {
                card.end(Disposition.UNPOWER_CARD);
                return SlotResult.PROTOCOL_NOT_SUPPORTED;
            }
            code = card.atr(atr);
            if (!code.isSuccess()) {
                return fail(code);
            }
            poweredInsertion = insertion;
            return SlotResult.DONE;
        } finally {
            exchange.unlock();
        }
    }

    @Override
    public void powerOff() {
        exchange.lock();
        try {
            drop();
        } finally {
            exchange.unlock();
        }
    }

    private void drop() {
        poweredInsertion = NONE;
        card.end(Disposition.UNPOWER_CARD);
    }

    private SlotResult fail(ScardCode code) {
        drop();
        if (Outcome.isServiceGone(code)) {
            card.forget();
        }
        SlotResult result = Outcome.of(code);
        if (result == SlotResult.HARDWARE) {
            remarks.accept("The card reader did not do what it was asked, for " + code.meaning() + ".");
        }
        return result;
    }

    @Override
    public SlotResult transmit(ByteBuffer command, ByteBuffer response) {
        exchange.lock();
        try {
            if (!powered()) {
                drop();
                return present() ? SlotResult.MUTE : SlotResult.ABSENT;
            }
            return card.protocol() == Protocol.T1 ? apdu(command, response) : tpdus(command, response);
        } finally {
            exchange.unlock();
        }
    }

    private SlotResult apdu(ByteBuffer command, ByteBuffer response) {
        int begin = response.position();
        ScardCode code = card.transmit(command, response);
        if (!code.isSuccess()) {
            return fail(code);
        }
        if (response.position() - begin < STATUS_WORD) {
            drop();
            return SlotResult.VIOLATED;
        }
        return SlotResult.DONE;
    }

    private SlotResult tpdus(ByteBuffer command, ByteBuffer response) {
        long end = System.nanoTime() + MOST_NS;
        try {
            Step step = t0.begin(command, response);
            while (step == Step.SEND) {
                if (System.nanoTime() - end >= 0) {
                    drop();
                    return SlotResult.MUTE;
                }
                ScardCode code = card.transmit(t0.tpdu(), came.clear());
                if (!code.isSuccess()) {
                    return fail(code);
                }
                step = t0.received(came.flip());
            }
            if (step == Step.FAILED && t0.outOfStep()) {
                drop();
            }
            return step == Step.DONE ? SlotResult.DONE : Outcome.of(t0.failure());
        } finally {
            page.wipe();
        }
    }

    @Override
    public void wipe() {
        page.wipe();
    }

    /** A command that does not end keeps its context, which the service takes back at the end of the process. */
    @Override
    public void close() {
        presence.close();
        try {
            if (exchange.tryLock(waits.closeMs(), TimeUnit.MILLISECONDS)) {
                try {
                    drop();
                    card.forget();
                } finally {
                    exchange.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
