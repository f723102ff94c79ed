// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.ccid.serial.SerialDeframer;
import org.openpinpad.ccid.serial.SerialFrame;

/**
 * The chip: CCID over a UART on one side, a card at the level of TPDUs on the other. Bytes come with the time at which they
 * came, and go with the time at which they may leave; nothing waits here.
 */
public final class Sec1210Chip {

    /** dwDefaultClock. */
    private static final long CLOCK_HZ = 4_800_000;

    private static final long NS = 1_000_000_000;
    private static final int MOST_MESSAGE = 271;
    private static final int DEFAULT_FI_DI = 0x11;
    private static final int[] F = {372, 372, 558, 744, 1116, 1488, 1860, 0, 0, 512, 768, 1024, 1536, 2048, 0, 0};
    private static final int[] D = {0, 1, 2, 4, 8, 16, 32, 64, 12, 20, 0, 0, 0, 0, 0, 0};
    private static final int RESET_CYCLES = 40_000;
    private static final int T0_HEADER = 5;
    private static final int SLOT_CHANGED = 2;

    /** A byte on its way to the host. */
    public record Out(long atNs, long order, byte value) {}

    private final ContactCard card;
    private final Faults faults;
    private final long cardBitsPerSecond;
    private final SerialDeframer deframer = new SerialDeframer(ByteBuffer.allocate(MOST_MESSAGE));
    private final PriorityQueue<Out> out =
            new PriorityQueue<>(Comparator.comparingLong(Out::atNs).thenComparingLong(Out::order));

    private boolean present;
    private boolean powered;
    private int fiDi = DEFAULT_FI_DI;
    private int bwi = 4;
    private long order;
    private byte[] lastFrame = {};
    private byte[] lastSent = {};
    private Optional<Sending> late = Optional.empty();
    /** The command whose answer has not left: what a pulled card changes. */
    private PcToRdr running;

    private long runningUntilNs;
    /** The command at which a T=0 card still works; null for none. */
    private PcToRdr.XfrBlock working;

    private long nextNullNs;

    /** A chip whose card line has the speed that F and D give at 4.8 MHz. */
    public Sec1210Chip(ContactCard card, Faults faults, boolean cardIn) {
        this(card, faults, cardIn, 0);
    }

    /** @param cardBitsPerSecond the card line's speed whatever F and D say; 0 for theirs */
    public Sec1210Chip(ContactCard card, Faults faults, boolean cardIn, long cardBitsPerSecond) {
        this.card = card;
        this.faults = faults;
        this.cardBitsPerSecond = cardBitsPerSecond;
        present = cardIn;
    }

    /** The next byte for the host, and from when on; null for none. */
    public synchronized Out peek() {
        return out.peek();
    }

    /** Takes it. */
    public synchronized Out poll() {
        return out.poll();
    }

    public synchronized void insert(long nowNs) {
        move(true, nowNs);
    }

    /** Pulls the card, whatever it does. */
    public synchronized void pull(long nowNs) {
        move(false, nowNs);
    }

    private void move(boolean in, long nowNs) {
        if (present == in) {
            return;
        }
        present = in;
        powered = false;
        boolean inTheMiddle = running != null && (nowNs < runningUntilNs || working != null);
        working = null;
        if (inTheMiddle) {
            out.clear();
        }
        out.add(new Out(nowNs, order++, (byte) 0x50));
        out.add(new Out(nowNs, order++, (byte) (SLOT_CHANGED | (in ? 1 : 0))));
        if (inTheMiddle) {
            fail(running, SlotError.ICC_MUTE, nowNs);
        }
    }

    /** A byte came from the host. */
    public synchronized void take(byte value, long nowNs) {
        if (faults.strikes(Fault.REMOVAL)) {
            move(false, nowNs);
        }
        if (faults.strikes(Fault.UART_LOST_TO_CHIP)) {
            return;
        }
        byte came = faults.strikes(Fault.UART_BIT_TO_CHIP) ? faults.turned(value) : value;
        switch (deframer.take(came)) {
            case MESSAGE -> message(PcToRdr.parse(deframer.message()), nowNs);
            case BAD_LRC, TOO_LONG, GARBAGE -> nak(nowNs);
            case NAK -> leave(lastFrame, nowNs);
            case NONE, NOTIFICATION, TIME_REQUEST -> {}
        }
    }

    private void nak(long nowNs) {
        ByteBuffer frame = ByteBuffer.allocate(SerialFrame.OVERHEAD);
        SerialFrame.writeNak(frame);
        leave(frame.array(), nowNs);
    }

    private void message(PcToRdr command, long nowNs) {
        if (faults.strikes(Fault.CHIP_SILENT)) {
            return;
        }
        boolean busy = running != null && (nowNs < runningUntilNs || working != null);
        if (busy && !(command instanceof PcToRdr.IccPowerOff)) {
            leave(frame(failed(command, SlotError.CMD_SLOT_BUSY)), nowNs);
            return;
        }
        working = null;
        out.removeIf(later -> later.atNs() > nowNs); // of the command that is broken off
        running = command;
        if (command.slot() != 0) {
            fail(command, SlotError.BAD_SLOT, nowNs);
        } else if (command instanceof PcToRdr.IccPowerOn on) {
            powerOn(on, nowNs);
        } else if (command instanceof PcToRdr.IccPowerOff) {
            powered = false;
            answer(slotStatus(command), nowNs);
        } else if (command instanceof PcToRdr.GetSlotStatus) {
            answer(slotStatus(command), nowNs);
        } else if (command instanceof PcToRdr.SetParameters set) {
            setParameters(set, nowNs);
        } else if (command instanceof PcToRdr.XfrBlock xfr) {
            transfer(xfr, nowNs);
        } else {
            fail(command, SlotError.NOT_SUPPORTED, nowNs);
        }
    }

    private RdrToPc slotStatus(PcToRdr command) {
        return new RdrToPc.SlotStatus(command.slot(), command.seq(), status(CommandStatus.PROCESSED), 0, 0);
    }

    private int status(CommandStatus command) {
        IccStatus icc = !present ? IccStatus.ABSENT : powered ? IccStatus.ACTIVE : IccStatus.INACTIVE;
        return RdrToPc.status(command, icc);
    }

    private void powerOn(PcToRdr.IccPowerOn on, long nowNs) {
        powered = false;
        late = Optional.empty();
        lastSent = new byte[0];
        fiDi = DEFAULT_FI_DI;
        if (!present) {
            fail(on, SlotError.ICC_MUTE, nowNs);
        } else if (on.powerSelect() < ContactCard.CLASS_A || on.powerSelect() > ContactCard.CLASS_C) {
            fail(on, SlotError.HW_ERROR, nowNs);
        } else {
            Optional<byte[]> atr = card.reset(on.powerSelect());
            powered = atr.isPresent();
            long afterNs = nowNs + cycles(2L * RESET_CYCLES);
            atr.ifPresentOrElse(
                    bytes -> answer(data(on, bytes), afterNs + line(bytes.length)),
                    () -> fail(on, SlotError.ICC_MUTE, afterNs));
        }
    }

    private RdrToPc data(PcToRdr command, byte[] bytes) {
        return new RdrToPc.DataBlock(
                command.slot(), command.seq(), status(CommandStatus.PROCESSED), 0, 0, ByteBuffer.wrap(bytes));
    }

    /** A rate that the card did not offer is refused, as its PPS would be; the PPS itself is not played. */
    private void setParameters(PcToRdr.SetParameters set, long nowNs) {
        ByteBuffer structure = set.data();
        int wanted = structure.remaining() > 0 ? structure.get(structure.position()) & 0xFF : 0;
        boolean known = F[wanted >>> 4] > 0 && D[wanted & 15] > 0 && (wanted == DEFAULT_FI_DI || wanted == card.fiDi());
        boolean length = structure.remaining() == (set.protocolNum() == 1 ? 7 : 5);
        if (!present || !powered) {
            fail(set, SlotError.ICC_MUTE, nowNs);
        } else if (!length || set.protocolNum() != (card.speaksT1() ? 1 : 0)) {
            fail(set, 7, nowNs);
        } else if (!known) {
            fail(set, 10, nowNs);
        } else {
            fiDi = wanted;
            bwi = set.protocolNum() == 1 ? structure.get(structure.position() + 3) >>> 4 & 15 : bwi;
            byte[] bytes = new byte[structure.remaining()];
            structure.duplicate().get(bytes);
            answer(
                    new RdrToPc.Parameters(
                            set.slot(),
                            set.seq(),
                            status(CommandStatus.PROCESSED),
                            0,
                            set.protocolNum(),
                            ByteBuffer.wrap(bytes)),
                    nowNs + line(8));
        }
    }

    private void transfer(PcToRdr.XfrBlock xfr, long nowNs) {
        byte[] tpdu = new byte[xfr.data().remaining()];
        xfr.data().duplicate().get(tpdu);
        if (!present || !powered) {
            fail(xfr, SlotError.ICC_MUTE, nowNs);
            return;
        }
        if (!card.speaksT1() && tpdu.length < T0_HEADER) {
            fail(xfr, SlotError.BAD_LENGTH, nowNs);
            return;
        }
        long sentNs = nowNs + line(tpdu.length);
        Optional<Sending> answer = atContacts(tpdu);
        long waitNs = card.speaksT1() ? cycles((960L << bwi) * 372) * Math.max(1, xfr.bwi()) : NS;
        if (faults.strikes(Fault.REMOVAL_AT_WORK)) {
            move(false, sentNs);
            fail(xfr, SlotError.ICC_MUTE, sentNs);
        } else if (faults.strikes(Fault.PARITY)) {
            fail(xfr, SlotError.XFR_PARITY_ERROR, sentNs + line(20));
        } else if (answer.isPresent() && answer.get() == Sending.WORKING) {
            working = xfr;
            nextNullNs = nowNs + NS / 2;
        } else if (answer.isEmpty() || answer.get().workNs() > waitNs) {
            fail(xfr, SlotError.ICC_MUTE, sentNs + waitNs);
        } else {
            long atNs = sentNs + nulls(answer.get(), sentNs) + answer.get().workNs();
            answer(data(xfr, answer.get().bytes()), atNs + line(answer.get().bytes().length));
        }
    }

    /** Time goes by: looks after a card that works, in real time. */
    public synchronized void tick(long nowNs) {
        if (working == null) {
            return;
        }
        Optional<Sending> answer = card.more();
        if (answer.isPresent() && answer.get() != Sending.WORKING) {
            PcToRdr.XfrBlock xfr = working;
            working = null;
            answer(data(xfr, answer.get().bytes()), nowNs + line(answer.get().bytes().length));
        } else if (nowNs >= nextNullNs) {
            nextNullNs = nowNs + NS / 2;
            out.add(new Out(nowNs, order++, (byte) 0x80));
        }
    }

    /** For each NULL a byte to the host, before the driver's patience is at its end. */
    private long nulls(Sending answer, long fromNs) {
        for (int i = 1; i <= answer.nulls(); i++) {
            out.add(new Out(fromNs + i * NS / 2, order++, (byte) 0x80));
        }
        return answer.nulls() * NS / 2;
    }

    private Optional<Sending> atContacts(byte[] tpdu) {
        boolean block = card.speaksT1();
        if (late.isPresent()) {
            Optional<Sending> before = late;
            late = Optional.empty();
            return before;
        }
        if (faults.strikes(Fault.SILENCE) || faults.strikes(Fault.LOST_TO_CARD)) {
            return Optional.empty();
        }
        // At T=0 a character with wrong parity is asked for again, and nobody hears of it.
        Optional<Sending> answer = card.take(block && faults.strikes(Fault.BIT_TO_CARD) ? faults.turned(tpdu) : tpdu);
        if (answer.isEmpty() || answer.get() == Sending.WORKING) {
            return answer;
        }
        if (faults.strikes(Fault.LOST_FROM_CARD)) {
            return Optional.empty();
        }
        if (faults.strikes(Fault.LATE_FROM_CARD)) {
            late = answer;
            return Optional.empty();
        }
        byte[] sent = answer.get().bytes();
        Optional<byte[]> came = disturbed(sent, block);
        lastSent = sent;
        return came.map(answer.get()::withBytes);
    }

    private Optional<byte[]> disturbed(byte[] sent, boolean block) {
        if (block && faults.strikes(Fault.BIT_FROM_CARD)) {
            return Optional.of(faults.turned(sent));
        }
        if (block && lastSent.length > 0 && faults.strikes(Fault.REPEATED_BY_CARD)) {
            return Optional.of(lastSent);
        }
        if (faults.strikes(Fault.CUT_FROM_CARD)) {
            return block ? Optional.of(faults.cut(sent)) : Optional.empty();
        }
        return Optional.of(
                faults.strikes(Fault.WRONG_PROLOGUE) ? faults.wrongPrologue(sent, block, card.usesCrc()) : sent);
    }

    /** What so many characters take on the card's line. */
    private long line(int characters) {
        long etus = (long) characters * card.etuEach();
        return cardBitsPerSecond > 0
                ? etus * NS / cardBitsPerSecond
                : etus * F[fiDi >>> 4] * NS / D[fiDi & 15] / CLOCK_HZ;
    }

    private static long cycles(long count) {
        return count * NS / CLOCK_HZ;
    }

    private void fail(PcToRdr command, int bError, long atNs) {
        answer(failed(command, bError), atNs);
    }

    private RdrToPc failed(PcToRdr command, int bError) {
        int status = status(CommandStatus.FAILED);
        int slot = command.slot();
        int seq = command.seq();
        return switch (RdrToPc.answerTo(command.messageType())) {
            case RdrToPc.DataBlock.TYPE -> new RdrToPc.DataBlock(slot, seq, status, bError, 0, PcToRdr.NO_DATA);
            case RdrToPc.Parameters.TYPE -> new RdrToPc.Parameters(slot, seq, status, bError, 0, PcToRdr.NO_DATA);
            default -> new RdrToPc.SlotStatus(slot, seq, status, bError, 0);
        };
    }

    private void answer(RdrToPc message, long atNs) {
        lastFrame = frame(message);
        runningUntilNs = atNs;
        leave(lastFrame, atNs);
    }

    private byte[] frame(RdrToPc message) {
        ByteBuffer bytes = ByteBuffer.allocate(Header.LENGTH + message.data().remaining());
        message.write(bytes);
        bytes.flip();
        if (faults.strikes(Fault.WRONG_SEQ)) {
            bytes.put(Header.SEQ, (byte) (bytes.get(Header.SEQ) + 1));
        }
        ByteBuffer frame = ByteBuffer.allocate(bytes.remaining() + SerialFrame.OVERHEAD);
        SerialFrame.write(bytes, frame);
        return frame.array();
    }

    private void leave(byte[] frame, long atNs) {
        if (faults.strikes(Fault.UART_RUBBISH)) {
            out.add(new Out(atNs, order++, faults.rubbish()));
        }
        for (byte value : frame) {
            if (faults.strikes(Fault.UART_LOST_FROM_CHIP)) {
                continue;
            }
            boolean turned = faults.strikes(Fault.UART_BIT_FROM_CHIP);
            out.add(new Out(atNs, order++, turned ? faults.turned(value) : value));
        }
    }
}
