// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openpinpad.card.CardEvents;
import org.openpinpad.card.CardSession;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.display.Event;
import org.openpinpad.display.Explanation;
import org.openpinpad.display.Language;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.Reader;
import org.openpinpad.gadget.reader.ReaderIdentity;
import org.openpinpad.gadget.reader.ReaderListener;
import org.openpinpad.gadget.reader.ReaderProfile;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pin.PinOutcome;
import org.openpinpad.pin.PinPad;

/** Engine, card session, PIN pad and guard, wired as the firmware does it, between a recording slot and a PC. */
final class GuardedReaderRig
        implements ReaderUnderTest,
                CardEvents,
                PinOutcome,
                Guard.Outcome,
                ReaderListener,
                HostWriter,
                CardTrail.Listener {

    private static final int FINAL_ANSWER_S = 5;
    private static final int STATUS = 7;

    /** One for all rigs of this JVM, which come one after the other: locked memory is scarce. */
    private static final LockedPage PAGE = LockedPage.map(Libc.load());

    private final RecordingSlot slot = new RecordingSlot();
    private final NotingPanel panel = new NotingPanel();
    private final CardTrail trail = new CardTrail(this);
    private final CardSession session = new CardSession(slot, trail);
    private final PinPad pad = new PinPad(PAGE, session, session, panel);
    private final Guard guard;
    private final Reader reader;
    private final BlockingQueue<byte[]> read = new LinkedBlockingQueue<>();
    private ByteBuffer out;

    GuardedReaderRig(GuardRules rules) throws InterruptedException {
        guard = new Guard(rules, session::busy, trail, panel, new EventLog(), Language.ENGLISH);
        reader = new Reader(
                ReaderProfile.descriptor(CcidDescriptor.PIN_VERIFICATION | CcidDescriptor.PIN_MODIFICATION),
                ReaderIdentity.DEFAULT,
                session,
                pad,
                guard,
                this);
        pad.connect(this);
        guard.connect(this);
        session.start(this);
        reader.connect(this);
        reader.configured();
        out = reader.freeBuffer();
    }

    @Override
    public void cardAnswers(byte[] response) {
        slot.answer = response;
    }

    @Override
    public byte[] send(byte[] message) throws InterruptedException {
        out.clear().put(message).flip();
        if (reader.message(out)) {
            out = reader.freeBuffer();
        }
        byte[] answer = read.poll(FINAL_ANSWER_S, TimeUnit.SECONDS);
        assertNotNull(answer, "no answer, but these screens: " + panel.shown);
        return answer;
    }

    @Override
    public List<String> cardGot() {
        return slot.commands;
    }

    @Override
    public List<Screen> shown() {
        return panel.shown;
    }

    @Override
    public List<Screen> remarks() {
        return panel.remarks;
    }

    @Override
    public void close() {
        reader.close();
        session.close();
        reader.run(pad::close);
        assertTrue(PAGE.isWiped());
    }

    @Override
    public boolean bulkIn(ByteBuffer message) {
        boolean extension = (message.get(message.position() + STATUS) & 0xC0) == 0x80;
        if (!extension) {
            byte[] copy = new byte[message.remaining()];
            message.get(message.position(), copy);
            read.add(copy);
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
    public void allowed() {
        reader.allowed();
    }

    @Override
    public void refused(int statusWord) {
        reader.refused(statusWord);
    }

    @Override
    public void authorisation(OptionalInt uses) {}

    @Override
    public void keyUsed(Explanation what, Event.KeyUse.Result result) {}

    @Override
    public void changed(Bus bus, IccStatus icc) {}
}
