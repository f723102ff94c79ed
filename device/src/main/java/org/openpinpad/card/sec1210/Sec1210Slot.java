// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.iso7816.AtrParameters;
import org.openpinpad.iso7816.tpdu.CardProtocol;
import org.openpinpad.iso7816.tpdu.CardProtocol.Disturbance;
import org.openpinpad.iso7816.tpdu.CardProtocol.Step;
import org.openpinpad.iso7816.tpdu.T0Protocol;
import org.openpinpad.iso7816.tpdu.T1Protocol;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/**
 * The slot behind a SEC1210: the chip does characters, voltages and PPS, we do the protocols. Every byte to and from the
 * chip stands in a locked page of the slot's own and is wiped when an exchange ends.
 */
public final class Sec1210Slot implements CardSlot {

    /** What one APDU may take altogether: cards that make long RSA keys ask for minutes. */
    private static final long MOST_NS = 300_000_000_000L;

    private static final long SHORT_NS = 1_000_000_000;
    private static final int FIRST_TRIES = 3;
    private static final int WATCH_MS = 500;
    /** Of the watch, 500 ms each. */
    private static final int RESTS_TO_ASK = 4;

    private final SerialLine line;
    private final LockedPage page;
    private final String device;
    private final Consumer<String> remarks;
    private final Chip chip;
    private final Activation activation;
    private final Thread watch = new Thread(this::watch, "slot-0-line");

    private volatile PresenceListener listener = present -> {};
    private volatile boolean present;
    private volatile boolean closed;
    /** Null while the card is not powered. */
    private volatile CardProtocol protocol;

    private CardWaits waits;

    /** A slot on an open line, which nobody watches: presence is seen when the chip is asked. For tests. */
    Sec1210Slot(SerialLine line, LockedPage page) {
        this(line, page, "a test", remark -> {});
    }

    private Sec1210Slot(SerialLine line, LockedPage page, String device, Consumer<String> remarks) {
        this.line = line;
        this.page = page;
        this.device = device;
        this.remarks = remarks;
        chip = new Chip(line, page, this::seen);
        activation = new Activation(chip, line);
    }

    /**
     * Opens the chip at a serial device, such as {@code /dev/ttyAMA0}.
     *
     * @param remarks told in a sentence when the line is gone later; from any thread
     * @throws SlotUnavailable when the device cannot be opened, or nothing answers there as the chip does
     */
    public static Sec1210Slot open(Libc libc, String device, Consumer<String> remarks) throws SlotUnavailable {
        SerialLine line = LinuxSerialLine.open(libc, device);
        Sec1210Slot slot = new Sec1210Slot(line, LockedPage.map(libc), device, remarks);
        if (!slot.answers()) {
            line.close();
            throw new SlotUnavailable("The card chip cannot be used: nothing at " + device
                    + " answers as a SEC1210 does. Check its power, that RX and TX are not exchanged, and that no console uses the"
                    + " line (console=serial0 in cmdline.txt).");
        }
        slot.powerOff(); // of a card that a process before this one left on
        slot.watch.setDaemon(true);
        slot.watch.start();
        return slot;
    }

    /** Asks the chip for its state; what a half-sent frame left in it may cost the first tries. */
    synchronized boolean answers() {
        for (int i = 0; i < FIRST_TRIES; i++) {
            if (ask(PcToRdr.GetSlotStatus.TYPE).isPresent()) {
                return true;
            }
            chip.flush();
        }
        return false;
    }

    private Optional<RdrToPc> ask(int type) {
        return chip.exchange(type, 0, 0, SHORT_NS, line.nowNs() + 2 * SHORT_NS);
    }

    /** Sees the slot's state go by; a card that is not powered any more has lost everything. */
    private void seen(IccStatus status) {
        boolean lost = protocol != null && status == IccStatus.INACTIVE;
        if (status != IccStatus.ACTIVE) {
            protocol = null;
        }
        boolean now = status != IccStatus.ABSENT;
        if (status != IccStatus.RESERVED && now != present) {
            present = now;
            listener.presence(now);
        } else if (lost) { // another card, or the same without its power: what was known of it holds no more
            listener.presence(false);
            listener.presence(true);
        }
    }

    /** Hears of cards; and asks now and then, for what the chip says unasked comes without a check byte, and only once. */
    private void watch() {
        int rests = 0;
        while (!closed && !chip.gone()) {
            boolean something = line.await(WATCH_MS);
            synchronized (this) {
                rests = something ? 0 : rests + 1;
                look(something, rests % RESTS_TO_ASK == 0);
            }
        }
        if (!closed) {
            remarks.accept("The card chip at " + device + " is gone. Check its wires, then start the firmware again.");
            synchronized (this) {
                seen(IccStatus.ABSENT); // the line is gone, and with it whatever was in the slot
            }
        }
    }

    private void look(boolean something, boolean due) {
        if (closed) {
            return;
        }
        if (something) {
            chip.catchUp();
        } else {
            chip.rested();
        }
        if (!something && due) {
            ask(PcToRdr.GetSlotStatus.TYPE);
        }
        chip.wipe(); // an answer that came too late may hold what a card echoed
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public boolean powered() {
        return protocol != null;
    }

    @Override
    public void listen(PresenceListener newListener) {
        listener = newListener;
    }

    @Override
    public synchronized SlotResult powerOn(ByteBuffer atr) {
        protocol = null;
        if (!answers()) {
            return SlotResult.HARDWARE;
        }
        if (!present) {
            return SlotResult.ABSENT;
        }
        Activation.Outcome outcome = activation.run(atr);
        if (outcome.result() != SlotResult.DONE) {
            return present ? outcome.result() : SlotResult.ABSENT;
        }
        protocol = switch (outcome.parameters().protocolNum()) {
            case 1 -> T1Protocol.of(outcome.atr(), chip.data());
            default -> new T0Protocol(chip.data());
        };
        waits = CardWaits.of(AtrParameters.of(outcome.atr()), outcome.parameters());
        return SlotResult.DONE;
    }

    @Override
    public synchronized void powerOff() {
        protocol = null;
        activation.off();
    }

    @Override
    public synchronized SlotResult transmit(ByteBuffer command, ByteBuffer response) {
        try {
            chip.catchUp();
            if (!present) {
                return SlotResult.ABSENT;
            }
            CardProtocol with = protocol;
            return with == null ? SlotResult.MUTE : new Exchange(with, line.nowNs() + MOST_NS).run(command, response);
        } finally {
            chip.wipe();
        }
    }

    @Override
    public void wipe() {
        page.wipe();
    }

    @Override
    public void close() {
        closed = true;
        chip.stop();
        synchronized (this) {
            if (!chip.gone()) {
                powerOff();
            }
            chip.wipe();
        }
        try {
            watch.join(2L * WATCH_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }

    /** One APDU. */
    private final class Exchange {
        private final CardProtocol with;
        private final long endNs;
        /** Set when the chip, and not the card, ends the exchange. */
        private SlotResult ended = SlotResult.DONE;

        Exchange(CardProtocol with, long endNs) {
            this.with = with;
            this.endNs = endNs;
        }

        SlotResult run(ByteBuffer command, ByteBuffer response) {
            Step step = with.begin(command, response);
            while (step == Step.SEND) {
                step = tpdu();
            }
            if (!present) {
                return SlotResult.ABSENT;
            }
            if (step == Step.DONE) {
                return SlotResult.DONE;
            }
            boolean lost = ended != SlotResult.DONE || with.outOfStep();
            if (lost) {
                powerOff();
            }
            return ended != SlotResult.DONE ? ended : result(with.failure());
        }

        private Step tpdu() {
            int multiplier = with.waitMultiplier();
            Optional<RdrToPc> answer = chip.exchange(
                    PcToRdr.XfrBlock.TYPE, with.tpdu().remaining(), multiplier, waits.forTpdu(multiplier), endNs);
            if (line.nowNs() >= endNs) {
                return end(SlotResult.MUTE);
            }
            if (answer.isEmpty()) {
                return silence();
            }
            RdrToPc reply = answer.get();
            if (protocol == null) { // what was seen of the card's state
                return end(SlotResult.MUTE);
            }
            if (reply.commandStatus() == CommandStatus.PROCESSED) {
                return with.received(reply.data());
            }
            return switch (reply.error()) {
                case SlotError.ICC_MUTE -> with.disturbed(Disturbance.SILENCE);
                case SlotError.XFR_PARITY_ERROR, SlotError.XFR_OVERRUN, SlotError.PROCEDURE_BYTE_CONFLICT ->
                    with.disturbed(Disturbance.PARITY);
                default -> end(SlotResult.HARDWARE);
            };
        }

        /** The chip tells of a silent card; when it says nothing itself, its answer was lost, or it is broken. */
        private Step silence() {
            boolean alive = !chip.gone() && answers() && protocol != null;
            return alive ? with.disturbed(Disturbance.SILENCE) : end(SlotResult.HARDWARE);
        }

        private Step end(SlotResult result) {
            ended = result;
            return Step.FAILED;
        }

        private static SlotResult result(CardProtocol.Failure failure) {
            return switch (failure) {
                case SILENT -> SlotResult.MUTE;
                case GARBLED -> SlotResult.PARITY;
                case OVERRUN -> SlotResult.OVERRUN;
                case VIOLATED, ABORTED -> SlotResult.VIOLATED;
            };
        }
    }
}
