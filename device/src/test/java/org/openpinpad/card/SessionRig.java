// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openpinpad.pin.PinCard;

/** A card session between a fake slot and a fake reader. */
final class SessionRig implements CardEvents, PinCard.Answered, AutoCloseable {
    static final String SELECT_OPENPGP = "00A4040006D27600012401";
    private static final int PATIENCE_S = 20;

    final FakeSlot slot = new FakeSlot();
    final CardSession session = new CardSession(slot, CardWatcher.NONE);
    /** What the reader was told, and whether the card was said to be free by then. */
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /** So many answers the host takes. */
    final Semaphore deliveries = new Semaphore(1000);

    final ByteBuffer response = ByteBuffer.allocateDirect(300);

    static SessionRig started() {
        SessionRig rig = new SessionRig();
        rig.session.start(rig);
        return rig;
    }

    SessionRig with(FakeSlot.Card card) {
        slot.card = card;
        return this;
    }

    /** The answer is to stand where the response buffer's position was. */
    void send(int job, String hex) {
        session.transmit(job, command(hex), response.clear().position(7));
        session.dispatch();
    }

    void sendSecret(String hex) {
        session.transmit(command(hex), response.clear().position(7), this);
        session.dispatch();
    }

    static ByteBuffer command(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return ByteBuffer.allocateDirect(bytes.length + 3)
                .position(3)
                .put(bytes)
                .flip()
                .position(3);
    }

    void powerOn(int job, ByteBuffer atr) {
        session.powerOn(job, atr);
        session.dispatch();
    }

    void powerOff(int job) {
        session.powerOff(job);
        session.dispatch();
    }

    void slotIsAsked(String expected) {
        assertEquals(expected, next(slot.asked));
    }

    void readerIsTold(String expected) {
        assertEquals(expected, next(told));
    }

    /** By two threads that are both done with the card. */
    void readerIsToldInAnyOrder(String one, String other) {
        String first = next(told).replace(", busy", "");
        String second = next(told).replace(", busy", "");
        assertEquals(Set.of(one, other), Set.of(first, second));
    }

    void nothingElseHappens() {
        assertNull(told.poll());
        assertNull(slot.asked.poll());
    }

    private static String next(BlockingQueue<String> queue) {
        try {
            String next = queue.poll(PATIENCE_S, TimeUnit.SECONDS);
            return next == null ? "nothing" : next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(String what) {
        told.add(session.busy() ? what + ", busy" : what);
    }

    @Override
    public void cardDone(int job, int length) {
        note("done " + job + ", " + length + " bytes");
        deliveries.acquireUninterruptibly();
    }

    @Override
    public void cardFailed(int job, int bError) {
        note(String.format("failed %d, %02X", job, bError));
    }

    @Override
    public void cardPresence(boolean present) {
        told.add(present ? "came" : "went");
    }

    @Override
    public void run(Runnable event) {
        event.run();
    }

    @Override
    public void statusWord(int statusWord) {
        note(String.format("SW %04X", statusWord));
    }

    @Override
    public void failed(int bError) {
        note(String.format("failed %02X", bError));
    }

    @Override
    public void close() {
        session.close();
    }
}
