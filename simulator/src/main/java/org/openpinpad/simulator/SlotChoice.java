// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.openpinpad.app.settings.SlotBackend;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.card.sec1210.Sec1210Slot;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.card.T0Slot;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.card.VirtualSlot;
import org.openpinpad.simulator.card.javacard.AppletLoader;
import org.openpinpad.simulator.card.vpcd.VpcdSlot;
import org.openpinpad.simulator.chip.ChipOnPty;
import org.openpinpad.simulator.chip.ContactCard;
import org.openpinpad.simulator.chip.Faults;
import org.openpinpad.simulator.chip.Sec1210Chip;

/** What is in the reader's slot, by the options of the command line. */
sealed interface SlotChoice {

    /** One of our own cards; the file keeps it between runs, null for none. */
    record Own(CardChoice which, Path state, boolean empty) implements SlotChoice {
        @Override
        public Opened open(boolean t0) throws IOException {
            return holding(card(t0), empty, t0);
        }

        @Override
        public VirtualCard card(boolean t0) throws IOException {
            return which.make(state, t0);
        }
    }

    /** A JavaCard applet in this process; see {@link AppletLoader#card}. */
    record JavaCardApplet(String className, String aid, String paths, boolean empty) implements SlotChoice {
        @Override
        public Opened open(boolean t0) throws IOException {
            return holding(card(t0), empty, t0);
        }

        @Override
        public VirtualCard card(boolean t0) throws IOException {
            return AppletLoader.card(className, aid, paths);
        }
    }

    /** Somebody else's card program, which connects to the address. */
    record Vpcd(InetSocketAddress address) implements SlotChoice {
        @Override
        public Opened open(boolean t0) throws IOException {
            return opened(VpcdSlot.open(address), CardHand.NONE, t0);
        }
    }

    /** A card in software at the contacts of a simulated SEC1210, which the firmware drives as on the Pi. */
    record BehindChip(SlotChoice cardChoice, ChipProtocol protocol, boolean empty) implements SlotChoice {
        @Override
        public Opened open(boolean t0) throws IOException, SlotUnavailable {
            Libc libc = Libc.load();
            ChipOnPty chip = ChipOnPty.open(libc, new Sec1210Chip(contacts(), Faults.none(), !empty), false);
            CardSlot slot = Sec1210Slot.open(libc, chip.line().toString(), System.err::println);
            return opened(slot, CardHand.at(chip), t0);
        }

        private ContactCard contacts() throws IOException {
            return protocol.atContacts(cardChoice.card(protocol == ChipProtocol.T0));
        }

        @Override
        public VirtualCard card(boolean t0) throws IOException {
            return cardChoice.card(t0);
        }
    }

    /** A slot that the firmware has on the Pi too: {@code KIND:WHICH}. */
    record Device(String setting) implements SlotChoice {
        @Override
        public Opened open(boolean t0) throws SlotUnavailable {
            CardSlot slot = SlotBackend.open(Libc.load(), setting, System.err::println);
            return opened(slot, CardHand.NONE, t0);
        }
    }

    /** The slot, and the hand that the keys {@code -} and {@code +} stand for. */
    record Opened(CardSlot slot, CardHand hand) {}

    /**
     * Opens it.
     *
     * @param t0 whether the PC frames TPDUs of T=0 itself, as at a serial line
     */
    Opened open(boolean t0) throws IOException, SlotUnavailable;

    /** The card itself, where it is in this process. */
    default VirtualCard card(boolean t0) throws IOException {
        throw new IOException("Only a card of the simulator's own or an applet can be put behind the chip.");
    }

    private static Opened holding(VirtualCard card, boolean empty, boolean t0) {
        VirtualSlot slot = new VirtualSlot(card);
        if (!empty) {
            slot.insert();
        }
        return opened(slot, CardHand.at(slot), t0);
    }

    private static Opened opened(CardSlot slot, CardHand hand, boolean t0) {
        return new Opened(t0 ? new T0Slot(slot) : slot, hand);
    }
}
