// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;

/** A slot with a card that takes every PIN, and notes when a command came and when the answer left. */
final class ClockedSlot implements CardSlot {

    /** Far less than a card takes, but long enough for the firmware's threads to fall asleep. */
    private static final long CARD_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final byte[] ATR = {0x3B, 0x00};
    private static final byte[] OK = {(byte) 0x90, 0x00};

    private volatile long commandNs;
    private volatile long answerNs;

    /** When the slot got its last command, in the time of {@link System#nanoTime}. */
    long commandNs() {
        return commandNs;
    }

    /** When the slot answered it. */
    long answerNs() {
        return answerNs;
    }

    @Override
    public SlotResult transmit(ByteBuffer command, ByteBuffer response) {
        commandNs = System.nanoTime();
        LockSupport.parkNanos(CARD_NS);
        response.put(OK);
        answerNs = System.nanoTime();
        return SlotResult.DONE;
    }

    @Override
    public SlotResult powerOn(ByteBuffer atr) {
        atr.put(ATR);
        return SlotResult.DONE;
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void listen(PresenceListener listener) {}

    @Override
    public void powerOff() {}

    @Override
    public void close() {}
}
