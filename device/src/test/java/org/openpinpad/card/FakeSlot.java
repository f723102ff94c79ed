// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** A slot with a card that does what the test says; it notes what it was asked for. */
final class FakeSlot implements CardSlot {

    /** What the card makes of a command. */
    interface Card {
        SlotResult answer(ByteBuffer command, ByteBuffer response);
    }

    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    volatile Card card = answering(SlotResult.DONE, "9000");
    volatile boolean present = true;
    volatile PresenceListener listener;

    static Card answering(SlotResult result, String hex) {
        return (command, response) -> {
            response.put(HexFormat.of().parseHex(hex));
            return result;
        };
    }

    /** A card that reads and answers its command only when it may. */
    static Card slow(Semaphore permits, Card then) {
        return (command, response) -> {
            permits.acquireUninterruptibly();
            return then.answer(command, response);
        };
    }

    static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return HexFormat.of().withUpperCase().formatHex(copy);
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public void listen(PresenceListener newListener) {
        listener = newListener;
    }

    @Override
    public SlotResult powerOn(ByteBuffer atr) {
        asked.add("on");
        return card.answer(null, atr);
    }

    @Override
    public void powerOff() {
        asked.add("off");
    }

    @Override
    public SlotResult transmit(ByteBuffer command, ByteBuffer response) {
        asked.add(hex(command));
        return card.answer(command, response);
    }

    @Override
    public void close() {
        asked.add("close");
    }
}
