// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import java.nio.ByteBuffer;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;

/** A slot whose card is spoken to in TPDUs of T=0, for a host that frames them itself: {@link T0Card} around any slot. */
public final class T0Slot implements CardSlot {

    private static final int MAX_ATR = 33;

    private final CardSlot inner;
    private final CardInside card = new CardInside();
    private final T0Card t0 = new T0Card(card);
    /** False: the inner slot says what is wrong, and nothing is left of an answer to be fetched. */
    private volatile boolean powered;

    public T0Slot(CardSlot inner) {
        this.inner = inner;
    }

    @Override
    public boolean present() {
        return inner.present();
    }

    @Override
    public void listen(PresenceListener listener) {
        inner.listen(present -> {
            powered = false;
            listener.presence(present);
        });
    }

    @Override
    public SlotResult powerOn(ByteBuffer atr) {
        t0.reset();
        ByteBuffer whole = ByteBuffer.allocateDirect(MAX_ATR);
        SlotResult result = inner.powerOn(whole);
        if (result != SlotResult.DONE) {
            return result;
        }
        card.atr = new byte[whole.position()];
        whole.get(0, card.atr);
        byte[] t0Atr = t0.atr();
        if (t0Atr.length > atr.remaining()) {
            return SlotResult.OVERRUN;
        }
        atr.put(t0Atr);
        powered = true;
        return SlotResult.DONE;
    }

    @Override
    public void powerOff() {
        powered = false;
        inner.powerOff();
    }

    @Override
    public SlotResult transmit(ByteBuffer command, ByteBuffer response) {
        return powered ? t0.process(command, response) : inner.transmit(command, response);
    }

    @Override
    public void close() {
        inner.close();
    }

    /** The inner slot's card, as {@link T0Card} wants it. */
    private final class CardInside implements VirtualCard {
        private byte[] atr = {};

        @Override
        public byte[] atr() {
            return atr.clone();
        }

        @Override
        public void reset() {}

        @Override
        public SlotResult process(ByteBuffer command, ByteBuffer response) {
            int begin = response.position();
            SlotResult result = inner.transmit(command, response);
            return result == SlotResult.DONE && response.position() - begin < 2 ? SlotResult.MUTE : result;
        }
    }
}
