// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.openpinpad.ccid.message.IccStatus;

/** A reader to which every event can happen, what its host knows, and the rules that hold after each of them. */
final class EventWorld {

    private static final int ABORT_SEQ = 0xA0;
    private static final int OTHER_ABORT_SEQ = 0xA1;

    enum Event {
        POWER_ON,
        POWER_OFF,
        XFR_BLOCK,
        CHAIN_BEGINS,
        CHAIN_ENDS,
        SECURE,
        SECURE_CANCEL,
        PPDU,
        PPDU_FEATURES,
        XFR_BLOCK_ASKS,
        CHAIN_ENDS_AND_ASKS,
        XFR_BLOCK_IS_REFUSED,
        XFR_BLOCK_IS_TOO_EARLY,
        USER_ALLOWS,
        USER_REFUSES,
        LOCK,
        GET_SLOT_STATUS,
        ABORT_BULK,
        OTHER_ABORT_BULK,
        ABORT_CONTROL,
        CARD_ANSWERS,
        CARD_FAILS,
        PIN_ANSWERS,
        PULL,
        INSERT,
        TIME_PASSES,
        BUS_RESET,
        SLEEP_AND_WAKE
    }

    /** A command that the guard asks about, and what the guard does not pass. */
    private static final String SIGN = "002A9E9A06FFFFFFFFFFFF00";

    private static final String PIN_FROM_PC = "0020008106313233343536";

    /** A message that waits for its final answer. */
    private record Asked(int answerType, int seq) {}

    final EngineRig rig = EngineRig.active();
    final Deque<Asked> asked = new ArrayDeque<>();
    final List<String> transcript = new ArrayList<>();
    boolean controlWaits;
    /** Jobs that the card got because the user allowed them. */
    private int allowed;

    private int lastSign;
    private int seq;

    /** False when the event cannot happen here. */
    boolean happens(Event event) {
        switch (event) {
            case POWER_ON -> ask(0x62, Reply.DATA_BLOCK, "");
            case POWER_OFF -> ask(0x63, Reply.SLOT_STATUS, "");
            case XFR_BLOCK -> ask(0x6F, Reply.DATA_BLOCK, EngineRig.SELECT);
            case CHAIN_BEGINS -> askXfr("0100");
            case CHAIN_ENDS -> askXfr("0200");
            case SECURE -> ask(0x69, Reply.DATA_BLOCK, EngineRig.VERIFY);
            case SECURE_CANCEL -> ask(0x69, Reply.DATA_BLOCK, "04");
            case PPDU -> ask(0x6F, Reply.DATA_BLOCK, EngineRig.PPDU_VERIFY);
            case PPDU_FEATURES -> ask(0x6F, Reply.DATA_BLOCK, "FFC2010000");
            case XFR_BLOCK_ASKS -> ruled(GuardPort.ASK, "0000", another(SIGN));
            case CHAIN_ENDS_AND_ASKS -> ruled(GuardPort.ASK, "0200", SIGN);
            case XFR_BLOCK_IS_REFUSED -> ruled(0x6404, "0000", PIN_FROM_PC);
            case XFR_BLOCK_IS_TOO_EARLY -> ruled(GuardPort.BUSY, "0000", PIN_FROM_PC);
            case USER_ALLOWS -> {
                if (!rig.guard.open) {
                    return false;
                }
                userAllows();
            }
            case USER_REFUSES -> {
                if (!rig.guard.open) {
                    return false;
                }
                rig.userRefuses(0x6985);
            }
            case LOCK -> lock();
            case GET_SLOT_STATUS -> ask(0x65, Reply.SLOT_STATUS, "");
            case ABORT_BULK -> abortByBulk(ABORT_SEQ);
            case OTHER_ABORT_BULK -> abortByBulk(OTHER_ABORT_SEQ);
            case ABORT_CONTROL -> abortByControl(ABORT_SEQ);
            case CARD_ANSWERS -> {
                if (rig.card.jobs.isEmpty()) {
                    return false;
                }
                cardAnswers();
            }
            case CARD_FAILS -> {
                if (rig.card.jobs.isEmpty()) {
                    return false;
                }
                rig.engine.cardFailed(rig.card.jobs.remove().number(), EngineRig.MUTE);
            }
            case PIN_ANSWERS -> {
                if (!rig.pin.open) {
                    return false;
                }
                rig.pinAnswers(0x9000);
            }
            case PULL -> {
                if (!rig.card.present) {
                    return false;
                }
                rig.pull();
                entryIsOver();
            }
            case INSERT -> {
                if (rig.card.present) {
                    return false;
                }
                rig.insert();
            }
            case TIME_PASSES -> timePasses();
            case BUS_RESET -> busReset();
            case SLEEP_AND_WAKE -> {
                rig.engine.suspended();
                entryIsOver();
                rig.engine.resumed();
            }
        }
        read();
        return true;
    }

    private void ask(int type, int answerType, String data) {
        asked.add(new Asked(answerType, seq));
        rig.out(command(type, 0, seq++, "000000", data));
        seq %= ABORT_SEQ;
        if (type == 0x63) {
            entryIsOver();
        }
    }

    private void askXfr(String level) {
        ruled(GuardPort.PASS, level, another(EngineRig.SELECT));
    }

    /** No two are alike, so that one in the other's place shows. */
    private String another(String command) {
        return String.format("%02X%s", seq, command);
    }

    private void ruled(int ruling, String level, String data) {
        asked.add(new Asked(Reply.DATA_BLOCK, seq));
        rig.guard.ruling = ruling;
        rig.out(xfr(seq++, level, data));
        rig.guard.ruling = GuardPort.PASS;
        seq %= ABORT_SEQ;
    }

    private void userAllows() {
        allowed++;
        rig.userAllows();
    }

    private void lock() {
        boolean active = rig.icc == IccStatus.ACTIVE;
        rig.forgetNotifications();
        rig.engine.lock();
        assertTrue(rig.icc != IccStatus.ACTIVE, "no locked card is active");
        assertEquals(active ? List.of("present changed") : List.of(), List.copyOf(rig.host.notifications));
        entryIsOver();
    }

    private void abortByBulk(int abortSeq) {
        asked.add(new Asked(Reply.SLOT_STATUS, abortSeq));
        controlWaits &= abortSeq != ABORT_SEQ;
        rig.out(command(0x72, abortSeq));
        entryIsOver();
    }

    private void abortByControl(int abortSeq) {
        controlWaits = !asked.contains(new Asked(Reply.SLOT_STATUS, abortSeq));
        assertTrue(rig.engine.abort(0, abortSeq));
        entryIsOver();
    }

    private void cardAnswers() {
        FakeCard.Job job = rig.card.jobs.remove();
        assertTrue(job.commandIsIntact(), "the slot reads what was sent");
        String answer = job.kind().equals("off") ? "" : job.kind().equals("on") ? EngineRig.ATR : "9000";
        rig.engine.cardDone(job.number(), job.answer(answer));
    }

    private void timePasses() {
        boolean runs = rig.engine.deadlineNs() != Long.MAX_VALUE;
        rig.ticksAt(runs ? rig.engine.deadlineNs() : rig.now + 1);
        long put = rig.host.replies.stream().filter(reply -> !reply.isFinal()).count();
        assertEquals(runs ? 1 : 0, put, "time extensions");
    }

    private void busReset() {
        rig.engine.deconfigured();
        entryIsOver();
        rig.silent();
        asked.clear();
        controlWaits = false;
        rig.engine.configured();
    }

    private void entryIsOver() {
        assertTrue(!rig.pin.open, "no entry outlives abort, power-off, removal, reset, sleep or lock");
        assertTrue(!rig.guard.open, "nor does a question");
    }

    /** What the host reads must answer something that it asked, and only once. */
    private void read() {
        while (!rig.host.replies.isEmpty()) {
            Reply reply = rig.host.replies.remove();
            Asked answered = new Asked(reply.type(), reply.seq());
            assertEquals(0, reply.slot());
            if (!(reply.isFinal() ? asked.remove(answered) : asked.contains(answered))) {
                fail("nobody asked for " + reply);
            }
            assertEquals(!rig.card.present, reply.icc() == Reply.ABSENT, "bmICCStatus of " + reply);
            transcript.add(reply.type() + ":" + reply.command() + ":" + reply.error() + ":" + reply.icc());
        }
        long running = asked.stream().filter(a -> a.seq() < ABORT_SEQ).count();
        assertTrue(running <= 1, "at most one command runs: " + asked);
        boolean clockRuns = rig.engine.deadlineNs() != Long.MAX_VALUE;
        assertTrue(running == 1 || !clockRuns, "the clock runs with a command only");
        int asks = (rig.pin.open ? 1 : 0) + (rig.guard.open ? 1 : 0);
        assertTrue(asks == 0 || clockRuns, "the clock runs while the user is asked");
        assertTrue(asks <= running, "nothing is asked of the user but for the command that runs");
        assertTrue(asks == 0 || rig.icc == IccStatus.ACTIVE, "nothing is asked without an active card");
        nothingIsTakenForWhatItIsNot();
        cardGetsWhatItMay();
    }

    /** The engine waits for an answer of the user exactly while somebody asks him. */
    private void nothingIsTakenForWhatItIsNot() {
        int jobs = rig.card.jobs.size();
        if (!rig.pin.open) {
            rig.engine.pinDone(0x9000);
            rig.engine.pinFailed(0xEF);
        }
        if (!rig.guard.open) {
            rig.engine.allowed();
            rig.engine.refused(0x6985);
        }
        rig.silent();
        assertEquals(jobs, rig.card.jobs.size());
    }

    private void cardGetsWhatItMay() {
        for (FakeCard.Job job : rig.card.jobs) {
            assertTrue(job.commandIsIntact(), "the slot reads what was sent: " + job);
            if (job.command().endsWith(SIGN) && job.number() > lastSign) {
                lastSign = job.number();
                allowed--;
            }
            assertTrue(!job.command().equals(PIN_FROM_PC) && !job.command().startsWith("FF"), job.command());
        }
        assertEquals(0, allowed, "the card gets what the user allowed, and only that");
    }

    /** What host, card, pad and guard can tell of the state. */
    String looks() {
        StringBuilder looks = new StringBuilder();
        for (Asked waiting : asked) {
            looks.append(waiting.answerType)
                    .append(waiting.seq >= ABORT_SEQ ? waiting.seq : "r")
                    .append(' ');
        }
        // The length tells what came in a frame from what came in parts or after a question.
        rig.card.jobs.forEach(
                job -> looks.append(job.kind()).append(job.command().length()).append(' '));
        looks.append(rig.pin.open)
                .append(rig.guard.open)
                .append(rig.card.present)
                .append(controlWaits)
                .append(rig.icc);
        return looks.toString();
    }

    /** Lets everything that is under way come to its end; nothing may stay unanswered. Returns what was read. */
    String settle() {
        transcript.clear();
        if (rig.pin.open) {
            rig.pinAnswers(0x9000);
        }
        if (rig.guard.open) {
            userAllows();
            cardGetsWhatItMay();
        }
        while (!rig.card.jobs.isEmpty()) {
            cardAnswers();
        }
        read();
        while (!asked.isEmpty() || controlWaits) {
            if (asked.isEmpty()) {
                abortByBulk(ABORT_SEQ);
            } else {
                abortByControl(asked.getFirst().seq());
            }
            int before = asked.size();
            read();
            assertTrue(asked.size() < before || asked.isEmpty(), "unanswered: " + asked);
        }
        happens(Event.GET_SLOT_STATUS);
        happens(Event.CHAIN_ENDS);
        while (!rig.card.jobs.isEmpty()) {
            cardAnswers();
        }
        read();
        assertEquals(0, asked.size());
        return transcript.toString();
    }
}
