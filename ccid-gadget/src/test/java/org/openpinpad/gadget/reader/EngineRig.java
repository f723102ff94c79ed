// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.openpinpad.gadget.reader.Bytes.buffer;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.message.IccStatus;

/** An engine on a bench: host, card and PIN pad are the test's, and so is time. */
final class EngineRig {
    static final String ATR = "3B DA 18 FF 81 B1 FE 75 1F 03 00 31 C5 73 C0 01 40 00 90 00 0C";
    static final String SELECT = "00A4040006D27600012401";
    /** VERIFY as GnuPG asks for it. */
    static final String VERIFY = "00 00 82 00 00 0F06 02 01 0904 00 000005 0020008100";

    /** The same as PIN_VERIFY of PC/SC part 10, in a pseudo-APDU. */
    static final String PPDU_VERIFY = "FFC2010618 0000820000 0F06 02 01 0904 00 000005 05000000 0020008100";

    static final int ABORTED = 0xFF;
    static final int MUTE = 0xFE;
    static final int BUSY = 0xE0;
    static final int BAD_LENGTH = 1;
    static final int BAD_SLOT = 5;
    static final int BAD_POWER = 7;
    static final int BAD_LEVEL = 8;

    final FakeHost host = new FakeHost();
    final FakeCard card = new FakeCard();
    final FakePin pin = new FakePin();
    final FakeGuard guard = new FakeGuard();
    final ReaderEngine engine;
    long now = 1_000_000_000_000L;

    ReaderListener.Bus bus = ReaderListener.Bus.NOT_CONFIGURED;
    IccStatus icc = IccStatus.ABSENT;

    private EngineRig(CcidDescriptor descriptor, boolean present) {
        card.present = present;
        engine = new ReaderEngine(descriptor, ReaderIdentity.DEFAULT, host, card, pin, guard, (newBus, newIcc) -> {
            bus = newBus;
            icc = newIcc;
        });
        engine.configured();
        forgetNotifications();
    }

    static EngineRig noCard() {
        return new EngineRig(ReaderProfile.descriptor(3), false);
    }

    static EngineRig inactive() {
        return inactive(ReaderProfile.descriptor(3));
    }

    static EngineRig inactive(CcidDescriptor descriptor) {
        return new EngineRig(descriptor, true);
    }

    static EngineRig active() {
        return inactive().powered();
    }

    /** A reader whose messages hold at most 261 bytes of data. */
    static EngineRig activeWithShortMessages() {
        return inactive(withMessageMax(271)).powered();
    }

    static EngineRig busy() {
        return active().out(xfr(0xB0, SELECT));
    }

    static EngineRig entering() {
        return active().out(secure(0xB0));
    }

    static EngineRig enteringByPpdu() {
        return active().out(xfr(0xB0, PPDU_VERIFY));
    }

    /** The user is asked whether the card may get SELECT. */
    static EngineRig asking() {
        return active().asks(xfr(0xB0, SELECT));
    }

    /** The control half of an abort of bSeq A0h came while nothing ran. */
    static EngineRig aborting() {
        EngineRig rig = active();
        assertTrue(rig.engine.abort(0, 0xA0));
        return rig;
    }

    static CcidDescriptor withMessageMax(int max) {
        CcidDescriptor d = ReaderProfile.descriptor(3);
        return new CcidDescriptor(
                d.bcdCcid(),
                d.maxSlotIndex(),
                d.voltageSupport(),
                d.protocols(),
                d.defaultClock(),
                d.maximumClock(),
                d.numClockSupported(),
                d.dataRate(),
                d.maxDataRate(),
                d.numDataRatesSupported(),
                d.maxIfsd(),
                d.synchProtocols(),
                d.mechanical(),
                d.features(),
                max,
                d.classGetResponse(),
                d.classEnvelope(),
                d.lcdLayout(),
                d.pinSupport(),
                d.maxCcidBusySlots());
    }

    EngineRig powered() {
        out(command(0x62, 1));
        cardAnswers("on", ATR);
        reply().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, ATR);
        return this;
    }

    static String secure(int seq) {
        return command(0x69, 0, seq, "000000", VERIFY);
    }

    EngineRig out(String frame) {
        ByteBuffer buffer = buffer(frame);
        if (engine.message(buffer, now) == ReaderEngine.NO_JOB) {
            reuse(buffer);
        }
        return this;
    }

    /** What a transport does with a buffer that the engine did not keep. */
    private static void reuse(ByteBuffer buffer) {
        buffer.clear();
        while (buffer.hasRemaining()) {
            buffer.put((byte) 0xA5);
        }
    }

    /** The guard puts a question to the user about the command in this frame, and passes the next one. */
    EngineRig asks(String frame) {
        guard.ruling = GuardPort.ASK;
        out(frame);
        guard.ruling = GuardPort.PASS;
        return this;
    }

    EngineRig userAllows() {
        assertTrue(guard.open, "a question is put");
        guard.open = false;
        engine.allowed();
        return this;
    }

    EngineRig userRefuses(int statusWord) {
        assertTrue(guard.open, "a question is put");
        guard.open = false;
        engine.refused(statusWord);
        return this;
    }

    Reply ask(String frame) {
        return out(frame).reply();
    }

    Reply slotStatus(int seq) {
        return ask(command(0x65, seq)).is(Reply.SLOT_STATUS, seq);
    }

    /** The next message that the host has not read. */
    Reply reply() {
        Reply reply = host.replies.poll();
        if (reply == null) {
            fail("the host waits for an answer");
        }
        return reply;
    }

    void silent() {
        assertTrue(host.replies.isEmpty(), "the host gets no answer: " + host.replies);
    }

    /** The oldest job, which must be of this kind, ends well. */
    EngineRig cardAnswers(String kind, String hex) {
        FakeCard.Job job = card.next(kind);
        assertTrue(job.commandIsIntact(), "the command stays in its buffer until the job ends");
        engine.cardDone(job.number(), job.answer(hex));
        return this;
    }

    EngineRig cardFails(String kind, int bError) {
        engine.cardFailed(card.next(kind).number(), bError);
        return this;
    }

    EngineRig pinAnswers(int statusWord) {
        assertTrue(pin.open, "an entry runs");
        pin.open = false;
        engine.pinDone(statusWord);
        return this;
    }

    EngineRig pinFails(int bError) {
        assertTrue(pin.open, "an entry runs");
        pin.open = false;
        engine.pinFailed(bError);
        return this;
    }

    EngineRig pull() {
        card.present = false;
        engine.cardPresence(false);
        return this;
    }

    EngineRig insert() {
        card.present = true;
        engine.cardPresence(true);
        return this;
    }

    EngineRig ticksAt(long nowNs) {
        now = nowNs;
        engine.tick(nowNs);
        return this;
    }

    String notification() {
        String notification = host.notifications.poll();
        return notification == null ? "none" : notification;
    }

    void forgetNotifications() {
        host.notifications.clear();
    }

    /** Whatever went before, the reader still does its work. */
    void worksAgain() {
        silent();
        assertFalse(pin.open, "no entry is left open");
        assertFalse(guard.open, "no question is left open");
        while (!card.jobs.isEmpty()) {
            FakeCard.Job late = card.jobs.poll();
            engine.cardDone(late.number(), late.answer(late.kind().equals("off") ? "" : "6F00"));
        }
        silent();
        if (!card.present) {
            insert();
        }
        out(command(0x62, 0xE1)).cardAnswers("on", ATR);
        reply().is(Reply.DATA_BLOCK, 0xE1).ok(Reply.ACTIVE, ATR);
        out(xfr(0xE2, SELECT));
        assertEquals(SELECT, card.jobs.getFirst().command());
        cardAnswers("apdu", "9000");
        reply().is(Reply.DATA_BLOCK, 0xE2).ok(Reply.ACTIVE, "9000").chain(0);
        silent();
    }
}
