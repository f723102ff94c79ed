// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import static org.openpinpad.iso7816.Atr.NO_BYTE;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.card.SlotResult;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.ccid.message.SlotParameters;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.iso7816.AtrParameters;
import org.openpinpad.iso7816.Pps;

/**
 * Brings a card up: voltage after voltage until it answers (ISO/IEC 7816-3 §5.1.3, §6.2), the lowest first, so that none
 * gets more than it takes; then the parameters, for which the chip does the PPS itself.
 */
final class Activation {

    /** A voltage as bPowerSelect (CCID 1.1 §6.1.1), and as a class of the ATR. The chip refuses 0, automatic. */
    private enum Voltage {
        CLASS_C(3, AtrParameters.CLASS_C),
        CLASS_B(2, AtrParameters.CLASS_B),
        CLASS_A(1, AtrParameters.CLASS_A);

        private final int powerSelect;
        private final int classBit;

        Voltage(int powerSelect, int classBit) {
            this.powerSelect = powerSelect;
            this.classBit = classBit;
        }
    }

    /** The longest answer to reset, 33 characters with 9600 etu between them, is far below it at any voltage. */
    private static final long RESET_NS = 4_000_000_000L;

    private static final long SHORT_NS = 1_000_000_000;

    /** How it ended; with what the card said, if it did. */
    record Outcome(SlotResult result, boolean settled, Atr atr, SlotParameters parameters) {
        /** Another voltage is not tried when it is settled: it would change nothing, or the card has answered at this one. */
        static Outcome failed(SlotResult result, boolean settled) {
            return new Outcome(result, settled, null, null);
        }

        static Outcome done(Atr atr, SlotParameters parameters) {
            return new Outcome(SlotResult.DONE, true, atr, parameters);
        }
    }

    private final Chip chip;
    private final SerialLine line;

    Activation(Chip chip, SerialLine line) {
        this.chip = chip;
        this.line = line;
    }

    /**
     * Brings the card up, or leaves it without power.
     *
     * @param bytes receives the answer to reset at its position
     */
    Outcome run(ByteBuffer bytes) {
        Outcome last = Outcome.failed(SlotResult.MUTE, false);
        for (Voltage voltage : Voltage.values()) {
            off();
            last = at(voltage, bytes);
            if (last.result() == SlotResult.DONE) {
                return last;
            }
            if (last.settled()) {
                break;
            }
        }
        off();
        return last;
    }

    /** Deactivates the contacts. */
    void off() {
        ask(PcToRdr.IccPowerOff.TYPE, 0, 0, SHORT_NS);
    }

    private Outcome at(Voltage voltage, ByteBuffer bytes) {
        Optional<RdrToPc> answer = ask(PcToRdr.IccPowerOn.TYPE, 0, voltage.powerSelect, RESET_NS);
        if (answer.isEmpty()) {
            return Outcome.failed(SlotResult.HARDWARE, true);
        }
        RdrToPc reply = answer.get();
        if (reply.commandStatus() == CommandStatus.FAILED) {
            SlotResult why = refused(reply);
            return Outcome.failed(why, why == SlotResult.ABSENT);
        }
        Optional<Atr> atr = Atr.parse(reply.data());
        if (atr.isEmpty()) {
            return Outcome.failed(SlotResult.BAD_ATR_TS, false);
        }
        if (bytes.remaining() < reply.data().remaining()) {
            return Outcome.failed(SlotResult.OVERRUN, true);
        }
        int classes = AtrParameters.of(atr.get()).classes();
        if (classes != 0 && (classes & voltage.classBit) == 0) {
            return Outcome.failed(
                    SlotResult.CLASS_NOT_SUPPORTED, false); // it answered, and says that it wants another (§6.2.4)
        }
        int begin = bytes.position();
        bytes.put(reply.data().duplicate());
        Outcome outcome = configured(atr.get());
        if (outcome.result() != SlotResult.DONE) {
            bytes.position(begin);
        }
        return outcome;
    }

    private static SlotResult refused(RdrToPc reply) {
        if (reply.iccStatus() == IccStatus.ABSENT) {
            return SlotResult.ABSENT;
        }
        return switch (reply.error()) {
            case SlotError.BAD_ATR_TS -> SlotResult.BAD_ATR_TS;
            case SlotError.BAD_ATR_TCK -> SlotResult.BAD_ATR_TCK;
            case SlotError.XFR_PARITY_ERROR -> SlotResult.PARITY;
            case SlotError.HW_ERROR -> SlotResult.HARDWARE;
            case SlotError.ICC_CLASS_NOT_SUPPORTED -> SlotResult.CLASS_NOT_SUPPORTED;
            default -> SlotResult.MUTE;
        };
    }

    /** The card's own rate if the chip can do it, else the default one, at which every card begins. */
    private Outcome configured(Atr atr) {
        AtrParameters card = AtrParameters.of(atr);
        if (atr.firstProtocol() > 1) {
            return Outcome.failed(SlotResult.PROTOCOL_NOT_SUPPORTED, true);
        }
        SlotParameters wanted = SlotParameters.of(atr);
        if (AtrParameters.isDefined(card.fiDi()) && set(wanted)) {
            return Outcome.done(atr, wanted);
        }
        SlotParameters slow = wanted.withFiDi(Pps.DEFAULT_FI_DI);
        boolean slower = card.specific().isEmpty() && atr.first().ta() != NO_BYTE && set(slow);
        return slower ? Outcome.done(atr, slow) : Outcome.failed(SlotResult.MUTE, true);
    }

    private boolean set(SlotParameters parameters) {
        ByteBuffer structure = parameters.structure();
        chip.data().put(structure.duplicate());
        return ask(PcToRdr.SetParameters.TYPE, structure.remaining(), parameters.protocolNum(), RESET_NS)
                .filter(reply -> reply.commandStatus() == CommandStatus.PROCESSED)
                .isPresent();
    }

    private Optional<RdrToPc> ask(int type, int length, int specific, long waitNs) {
        return chip.exchange(type, length, specific, waitNs, line.nowNs() + 2 * waitNs);
    }
}
