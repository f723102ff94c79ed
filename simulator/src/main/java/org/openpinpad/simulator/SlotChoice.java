// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.openpinpad.card.CardSlot;
import org.openpinpad.simulator.card.T0Slot;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.card.VirtualSlot;
import org.openpinpad.simulator.card.javacard.AppletLoader;
import org.openpinpad.simulator.card.vpcd.VpcdSlot;

/** What is in the reader's slot, by the options of the command line. */
sealed interface SlotChoice {

    /** One of our own cards; the file keeps it between runs, null for none. */
    record Own(CardChoice card, Path state, boolean empty) implements SlotChoice {
        @Override
        public Opened open(boolean t0) throws IOException {
            return holding(card.make(state, t0), empty, t0);
        }
    }

    /** A JavaCard applet in this process; see {@link AppletLoader#card}. */
    record JavaCardApplet(String className, String aid, String paths, boolean empty) implements SlotChoice {
        @Override
        public Opened open(boolean t0) throws IOException {
            return holding(AppletLoader.card(className, aid, paths), empty, t0);
        }
    }

    /** Somebody else's card program, which connects to the address. */
    record Vpcd(InetSocketAddress address) implements SlotChoice {
        @Override
        public Opened open(boolean t0) throws IOException {
            return opened(VpcdSlot.open(address), CardHand.NONE, t0);
        }
    }

    /** The slot, and the hand that the keys {@code -} and {@code +} stand for. */
    record Opened(CardSlot slot, CardHand hand) {}

    /**
     * Opens it.
     *
     * @param t0 whether the PC frames TPDUs of T=0 itself, as at a serial line
     */
    Opened open(boolean t0) throws IOException;

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
