// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import java.nio.ByteBuffer;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;

/** A slot with a card in software, which any thread may pull and insert while a command runs. */
public final class VirtualSlot implements CardSlot {

    private final Object lock = new Object();
    private final VirtualCard card;
    private PresenceListener listener = present -> {};
    private boolean present;
    private boolean powered;
    /** Grows with each insertion: a command that ends in another insertion than it began in lost its card. */
    private long insertion;

    /** An empty slot; the card lies beside it until {@link #insert()}. */
    public VirtualSlot(VirtualCard card) {
        this.card = card;
    }

    /** Puts the card in. Without effect when it is in. */
    public void insert() {
        changePresence(true);
    }

    /** Takes the card out, also from under a running command. Without effect when it is out. */
    public void pull() {
        changePresence(false);
    }

    private void changePresence(boolean now) {
        PresenceListener told;
        synchronized (lock) {
            if (present == now) {
                return;
            }
            present = now;
            powered = false;
            if (now) {
                insertion++;
            }
            told = listener;
        }
        // Outside the lock: the listener may ask the slot.
        told.presence(now);
    }

    @Override
    public boolean present() {
        synchronized (lock) {
            return present;
        }
    }

    @Override
    public void listen(PresenceListener listener) {
        synchronized (lock) {
            this.listener = listener;
        }
    }

    @Override
    public SlotResult powerOn(ByteBuffer atr) {
        long began;
        synchronized (lock) {
            if (!present) {
                return SlotResult.ABSENT;
            }
            began = insertion;
        }
        card.reset();
        byte[] bytes = card.atr();
        if (atr.remaining() < bytes.length) {
            return SlotResult.OVERRUN;
        }
        atr.put(bytes);
        synchronized (lock) {
            powered = stillIn(began);
            return powered ? SlotResult.DONE : SlotResult.ABSENT;
        }
    }

    @Override
    public void powerOff() {
        synchronized (lock) {
            powered = false;
        }
    }

    @Override
    public SlotResult transmit(ByteBuffer command, ByteBuffer response) {
        long began;
        synchronized (lock) {
            if (!present) {
                return SlotResult.ABSENT;
            }
            if (!powered) {
                return SlotResult.MUTE;
            }
            began = insertion;
        }
        SlotResult result = card.process(command, response);
        synchronized (lock) {
            return stillIn(began) ? result : SlotResult.ABSENT;
        }
    }

    private boolean stillIn(long began) {
        return present && insertion == began;
    }

    /** Takes the contacts away; the card stays in, as it would in a reader that is unplugged. */
    @Override
    public void close() {
        powerOff();
    }
}
