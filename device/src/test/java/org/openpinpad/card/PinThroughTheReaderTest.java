// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.card.FakeSlot.answering;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.display.Panel;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.Reader;
import org.openpinpad.gadget.reader.ReaderIdentity;
import org.openpinpad.gadget.reader.ReaderListener;
import org.openpinpad.gadget.reader.ReaderProfile;
import org.openpinpad.keypad.ControlKey;
import org.openpinpad.keypad.KeyStage;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pin.PinOutcome;
import org.openpinpad.pin.PinPad;

/** PIN pad, card session and reader with their threads: what the PC gets, and an empty page before it gets it. */
@Timeout(60)
class PinThroughTheReaderTest implements CardEvents, PinOutcome, Panel, ReaderListener, HostWriter {

    private static final String POWER_ON = "62000000000001000000";
    private static final String POWER_OFF = "63000000000003000000";
    /** 4 to 32 digits in 30 s, ended by the key. */
    private static final String SECURE = "69140000000002000000" + "001E82000020040201090400000000" + "0020008100";

    private final LockedPage page = LockedPage.map(Libc.load());
    private final LockedPage keyPage = LockedPage.map(Libc.load());
    private final KeyStage stage = new KeyStage(keyPage);
    private final FakeSlot slot = new FakeSlot();
    private final CardSession session = new CardSession(slot, CardWatcher.NONE);
    private final PinPad pad = new PinPad(page, session, session, this);
    private final Reader reader =
            new Reader(ReaderProfile.descriptor(1), ReaderIdentity.DEFAULT, session, pad, new OpenGuard(), this);
    /** What the PC reads, and whether the page was empty by then. */
    private final BlockingQueue<String> read = new LinkedBlockingQueue<>();

    /** So many messages the PC reads. */
    private final Semaphore mayWrite = new Semaphore(1000);

    private final Semaphore wantsToWrite = new Semaphore(0);

    private final ByteBuffer out = ByteBuffer.allocateDirect(100);

    @BeforeEach
    void powerOn() throws InterruptedException {
        pad.connect(this);
        session.start(this);
        reader.connect(this);
        reader.configured();
        slot.card = answering(SlotResult.DONE, "3B8001");
        send(POWER_ON);
        answer("80030000000001000000" + "3B8001, empty");
        slot.card = answering(SlotResult.DONE, "9000");
        assertEquals("on", slot.asked.poll());
    }

    @AfterEach
    void close() {
        reader.close();
        session.close();
        assertTrue(page.isWiped());
    }

    private void send(String hex) {
        out.clear().put(HexFormat.of().parseHex(hex)).flip();
        assertFalse(reader.message(out), "the buffer is free again");
    }

    private void answer(String expected) throws InterruptedException {
        assertEquals(expected, read.poll(20, TimeUnit.SECONDS));
    }

    private void type(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            keyPage.bytes(0, 1).put((byte) digits.charAt(i));
            reader.run(() -> pad.digit(stage, System.nanoTime()));
        }
    }

    private void press(ControlKey key) {
        reader.run(() -> pad.key(key, System.nanoTime()));
    }

    @Test
    void theCardsStatusWord() throws InterruptedException {
        slot.card = answering(SlotResult.DONE, "31323334" + "63C2");
        send(SECURE);
        type("1234");
        assertFalse(page.isWiped());
        press(ControlKey.OK);
        answer("80020000000002000000" + "63C2, empty");
        assertEquals("002000810431323334", slot.asked.poll());
    }

    @Test
    void cancelled() throws InterruptedException {
        send(SECURE);
        type("1234");
        press(ControlKey.CANCEL);
        answer("8000000000000240EF00, empty");
    }

    @Test
    void timeIsOver() throws InterruptedException {
        send(SECURE.replace("001E82", "000182"));
        type("1234");
        answer("8000000000000240F000, empty");
    }

    @Test
    void cardPulled() throws InterruptedException {
        send(SECURE);
        type("1234");
        slot.present = false;
        slot.listener.presence(false);
        answer("8000000000000242FE00, empty");
    }

    @Test
    void powerOff() throws InterruptedException {
        send(SECURE);
        type("1234");
        send(POWER_OFF);
        answer("8000000000000240FF00, empty");
        answer("81000000000003010000, empty");
        assertEquals("off", slot.asked.poll());
    }

    @Test
    void aborted() throws InterruptedException {
        send(SECURE);
        type("1234");
        reader.abort(0, 2);
        answer("8000000000000240FF00, empty");
        send("72000000000002000000");
        answer("81000000000002000000, empty");
    }

    @Test
    void suspended() throws InterruptedException {
        send(SECURE);
        type("1234");
        reader.suspended();
        answer("8000000000000240FF00, empty");
    }

    @Test
    void busReset() throws InterruptedException {
        send(SECURE);
        type("1234");
        reader.deconfigured();
        assertTrue(page.isWiped());
        assertEquals("off", slot.asked.poll(20, TimeUnit.SECONDS));
        type("5678");
        press(ControlKey.OK);
        assertEquals(null, slot.asked.poll());
        assertTrue(read.isEmpty());
    }

    /** As with FunctionFS: one thread writes an answer that the PC does not read, the other takes the next message. */
    @Test
    void aPcThatDoesNotReadDoesNotKeepThePinInThePage() throws InterruptedException {
        mayWrite.drainPermits();
        wantsToWrite.drainPermits();
        ByteBuffer kept = reader.freeBuffer();
        kept.clear()
                .put(HexFormat.of().parseHex("6F050000000009000000" + "00B0000000"))
                .flip();
        assertTrue(reader.offer(kept));
        Thread worker = new Thread(reader::work, "usb-out");
        worker.start();
        assertEquals("00B0000000", slot.asked.poll(20, TimeUnit.SECONDS));
        wantsToWrite.acquire();
        send(SECURE);
        type("1234");
        press(ControlKey.OK);
        assertEquals("002000810431323334", slot.asked.poll(20, TimeUnit.SECONDS), "the PIN does not wait");
        while (!page.isWiped()) {
            Thread.onSpinWait();
        }
        mayWrite.release(1000);
        worker.join(20_000);
        answer("80020000000009000000" + "9000, empty");
        answer("80020000000002000000" + "9000, empty");
    }

    @Test
    void theNextEntryMayFollowAtOnce() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            send(SECURE);
            type("1234");
            press(ControlKey.OK);
            answer("80020000000002000000" + "9000, empty");
        }
    }

    @Override
    public boolean bulkIn(ByteBuffer message) {
        wantsToWrite.release();
        mayWrite.acquireUninterruptibly();
        boolean extension = (message.get(7) & 0xC0) == 0x80;
        if (!extension) {
            read.add(FakeSlot.hex(message) + (page.isWiped() ? ", empty" : ", PIN LEFT"));
        }
        return true;
    }

    @Override
    public boolean interruptIn(ByteBuffer notification) {
        return true;
    }

    @Override
    public void cardDone(int job, int length) {
        reader.cardDone(job, length);
    }

    @Override
    public void cardFailed(int job, int bError) {
        reader.cardFailed(job, bError);
    }

    @Override
    public void cardPresence(boolean present) {
        reader.cardPresence(present);
    }

    @Override
    public void run(Runnable event) {
        reader.run(event);
    }

    @Override
    public void pinDone(int statusWord) {
        reader.pinDone(statusWord);
    }

    @Override
    public void pinFailed(int bError) {
        reader.pinFailed(bError);
    }

    @Override
    public void changed(Bus bus, IccStatus icc) {}

    @Override
    public void show(Screen screen, int langId) {}

    @Override
    public void remark(Screen screen) {}

    @Override
    public void conclude(Screen screen, int langId) {}
}
