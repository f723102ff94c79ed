// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.card.FakeSlot.slow;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpinpad.display.Panel;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.PinPort;
import org.openpinpad.keypad.ControlKey;
import org.openpinpad.keypad.KeyStage;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pin.PinOutcome;
import org.openpinpad.pin.PinPad;

/** PIN pad and card session together, with a hostile card and with a PC that gives up at the worst moment. */
@Timeout(60)
class PinAtTheSlotTest implements CardEvents, PinOutcome, Panel {

    private static final String VERIFY = "001E820000200402010904000000000020008100";
    private static final String COMMAND = "002000810431323334";

    private final LockedPage page = LockedPage.map(Libc.load());
    private final LockedPage keyPage = LockedPage.map(Libc.load());
    private final KeyStage stage = new KeyStage(keyPage);
    private final FakeSlot slot = new FakeSlot();
    private final CardSession session = new CardSession(slot, CardWatcher.NONE);
    private final PinPad pad = new PinPad(page, session, session, this);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

    /** As the card saw it, which is slow to read it. */
    private volatile String read = "";

    PinAtTheSlotTest() {
        pad.connect(this);
    }

    private synchronized int begin() {
        return pad.begin(ByteBuffer.wrap(HexFormat.of().parseHex(VERIFY)), 0);
    }

    private synchronized void typePin() {
        for (int i = 1; i <= 4; i++) {
            keyPage.bytes(0, 1).put((byte) ('0' + i));
            pad.digit(stage, 0);
        }
        pad.key(ControlKey.OK, 0);
        session.dispatch();
    }

    private synchronized void abort() {
        pad.abort(PinPort.AbortReason.HOST);
    }

    /** Says the command back as often as it fits, and 9000. */
    private SlotResult echo(ByteBuffer command, ByteBuffer response) {
        read = FakeSlot.hex(command);
        while (response.remaining() > command.remaining() + 2) {
            response.put(command.duplicate());
        }
        response.put((byte) 0x90).put((byte) 0);
        return SlotResult.DONE;
    }

    private String next() throws InterruptedException {
        return told.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void thePcGetsTheStatusWordOfACardThatEchoes() throws InterruptedException {
        slot.card = this::echo;
        session.start(this);
        assertEquals(PinPort.ACCEPTED, begin());
        typePin();
        assertEquals("PinAccepted", next());
        assertEquals("SW 9000", outcomes.poll(20, TimeUnit.SECONDS));
        assertEquals(COMMAND, read);
        assertTrue(page.isWiped());
    }

    @Test
    void aCommandInFlightIsWholeThoughThePcGivesUp() throws InterruptedException {
        Semaphore answers = new Semaphore(0);
        slot.card = slow(answers, this::echo);
        session.start(this);
        begin();
        typePin();
        assertEquals(COMMAND, slot.asked.poll(20, TimeUnit.SECONDS));
        abort();
        assertEquals(0xE0, begin());
        answers.release();
        assertEquals("PinAccepted", next());
        assertEquals(COMMAND, read);
        assertTrue(page.isWiped());
        assertEquals(PinPort.ACCEPTED, begin());
        assertTrue(outcomes.isEmpty(), "the PC has its answer already");
    }

    /** Had the PIN been typed meanwhile, it would go to whatever the earlier command selects. */
    @Test
    void noPinIsAskedWhileACommandThatThePcGaveUpIsStillWithTheCard() throws InterruptedException {
        Semaphore answers = new Semaphore(0);
        slot.card = slow(answers, FakeSlot.answering(SlotResult.DONE, "9000"));
        session.start(this);
        session.transmit(1, SessionRig.command("00A4040005A000000308"), ByteBuffer.allocateDirect(300));
        session.dispatch();
        assertEquals(0xE0, begin());
        answers.release();
        assertEquals("done 1", next());
        assertEquals(PinPort.ACCEPTED, begin());
    }

    @Test
    void aPinThatTheSlotHasNotBegunWithIsWipedByThePowerOff() throws InterruptedException {
        begin();
        typePin();
        abort();
        session.powerOff(2);
        assertEquals("Aborted", next());
        assertTrue(page.isWiped());
        session.start(this);
        session.carryOut();
        assertEquals("done 2", next());
        assertEquals("off", slot.asked.poll());
        assertEquals(null, slot.asked.poll());
    }

    @Override
    public void cardDone(int job, int length) {
        told.add("done " + job);
    }

    @Override
    public void cardFailed(int job, int bError) {
        told.add("failed " + job);
    }

    @Override
    public void cardPresence(boolean present) {}

    @Override
    public synchronized void run(Runnable event) {
        event.run();
    }

    @Override
    public void pinDone(int statusWord) {
        outcomes.add(String.format("SW %04X", statusWord));
    }

    @Override
    public void pinFailed(int bError) {
        outcomes.add(String.format("failed %02X", bError));
    }

    @Override
    public void show(Screen screen, int langId) {}

    @Override
    public void remark(Screen screen) {}

    @Override
    public void conclude(Screen screen, int langId) {
        told.add(screen.getClass().getSimpleName());
    }
}
