// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.card.FakeSlot.answering;
import static org.openpinpad.card.FakeSlot.slow;
import static org.openpinpad.card.SessionRig.SELECT_OPENPGP;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.display.CardApplication;

/** Jobs of the card session: their order, what becomes of those given up, and how each end is told. */
@Timeout(60)
class CardSessionTest {

    private final ByteBuffer atr = ByteBuffer.allocateDirect(33);

    @Test
    void jobsAreCarriedOutInTheirOrder() {
        try (SessionRig rig = SessionRig.started()) {
            rig.with(answering(SlotResult.DONE, "3B8001")).powerOn(1, atr);
            rig.readerIsTold("done 1, 3 bytes");
            rig.with(answering(SlotResult.DONE, "01029000")).send(2, "00B00000");
            rig.readerIsTold("done 2, 4 bytes");
            assertEquals("01029000", FakeSlot.hex(rig.response.flip().position(7)));
            rig.powerOff(3);
            rig.readerIsTold("done 3, 0 bytes");
            rig.slotIsAsked("on");
            rig.slotIsAsked("00B00000");
            rig.slotIsAsked("off");
            rig.nothingElseHappens();
        }
    }

    @Test
    void aNewerJobTakesThePlaceOfTheOneThatWaits() {
        Semaphore answers = new Semaphore(0);
        try (SessionRig rig = SessionRig.started().with(slow(answers, answering(SlotResult.DONE, "9000")))) {
            rig.send(1, "00010000");
            rig.slotIsAsked("00010000");
            rig.send(2, "00020000");
            rig.send(3, "00030000");
            answers.release(2);
            rig.readerIsTold("done 1, 2 bytes, busy");
            rig.readerIsTold("done 3, 2 bytes");
            rig.slotIsAsked("00030000");
            rig.nothingElseHappens();
        }
    }

    @Test
    void aPinThatIsReplacedBeforeItsTurnIsToldAtOnceAndNeverSent() {
        Semaphore answers = new Semaphore(0);
        try (SessionRig rig = SessionRig.started().with(slow(answers, answering(SlotResult.DONE, "9000")))) {
            rig.send(1, "00010000");
            rig.slotIsAsked("00010000");
            rig.sendSecret("0020008104");
            rig.powerOff(2);
            rig.readerIsTold("failed FF, busy");
            answers.release(2);
            rig.readerIsToldInAnyOrder("done 1, 2 bytes", "done 2, 0 bytes");
            rig.slotIsAsked("off");
            rig.nothingElseHappens();
        }
    }

    @Test
    void theSlotIsFreeWhenTheReaderHearsOfTheEnd() {
        Semaphore answers = new Semaphore(0);
        try (SessionRig rig = SessionRig.started().with(slow(answers, answering(SlotResult.DONE, "9000")))) {
            assertFalse(rig.session.busy());
            rig.sendSecret("0020008104");
            assertTrue(rig.session.busy());
            rig.slotIsAsked("0020008104");
            assertTrue(rig.session.busy());
            answers.release();
            rig.readerIsTold("SW 9000");
            assertFalse(rig.session.busy());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ABSENT, FE",
        "MUTE, FE",
        "PARITY, FD",
        "OVERRUN, FC",
        "BAD_ATR_TS, F8",
        "BAD_ATR_TCK, F7",
        "PROTOCOL_NOT_SUPPORTED, F6",
        "CLASS_NOT_SUPPORTED, F5",
        "HARDWARE, FB"
    })
    void theSlotsFailuresHaveTheirErrors(SlotResult result, String bError) {
        try (SessionRig rig = SessionRig.started().with(answering(result, "9000"))) {
            rig.powerOn(1, atr);
            rig.readerIsTold("failed 1, " + bError);
            rig.send(2, "00A40000");
            rig.readerIsTold("failed 2, " + bError);
            rig.sendSecret("0020008104");
            rig.readerIsTold("failed " + bError);
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "90"})
    void anAnswerThatIsNoneIsAMuteCard(String answer) {
        try (SessionRig rig = SessionRig.started().with(answering(SlotResult.DONE, answer))) {
            rig.powerOn(1, atr);
            rig.readerIsTold("failed 1, FE");
            rig.send(2, "00A40000");
            rig.readerIsTold("failed 2, FE");
            rig.sendSecret("0020008104");
            rig.readerIsTold("failed FE");
        }
    }

    @Test
    void theStatusWordIsTheLastTwoBytesHoweverMuchTheCardSays() {
        try (SessionRig rig = SessionRig.started().with(answering(SlotResult.DONE, "31".repeat(291) + "63C1"))) {
            rig.sendSecret("0020008104");
            rig.readerIsTold("SW 63C1");
        }
    }

    /** The next answer goes to the same buffer. */
    @Test
    void aCommandWaitsUntilTheHostHasTheAnswerBeforeIt() throws InterruptedException {
        try (SessionRig rig = SessionRig.started()) {
            rig.deliveries.drainPermits();
            rig.send(1, "00010000");
            rig.slotIsAsked("00010000");
            rig.readerIsTold("done 1, 2 bytes");
            rig.send(2, "00020000");
            assertNull(rig.slot.asked.poll(300, TimeUnit.MILLISECONDS));
            rig.deliveries.release(1000);
            rig.slotIsAsked("00020000");
        }
    }

    /** Else a host that does not read would keep it in its page. */
    @Test
    void aPinDoesNotWaitUntilTheHostHasTheAnswerBeforeIt() {
        try (SessionRig rig = SessionRig.started()) {
            rig.deliveries.drainPermits();
            rig.send(1, "00010000");
            rig.slotIsAsked("00010000");
            rig.readerIsTold("done 1, 2 bytes");
            rig.sendSecret("0020008104");
            rig.slotIsAsked("0020008104");
            rig.readerIsTold("SW 9000");
            rig.deliveries.release(1000);
        }
    }

    @Test
    void presenceIsPassedOn() {
        try (SessionRig rig = SessionRig.started()) {
            rig.slot.listener.presence(false);
            rig.readerIsTold("went");
            rig.slot.listener.presence(true);
            rig.readerIsTold("came");
            rig.slot.present = false;
            assertFalse(rig.session.present());
        }
    }

    @Test
    void theApplicationIsKnownAfterItsSelectionAndUntilTheNextReset() {
        try (SessionRig rig = SessionRig.started()) {
            rig.send(1, SELECT_OPENPGP);
            rig.readerIsTold("done 1, 2 bytes");
            assertEquals(CardApplication.OPENPGP, rig.session.application());
            rig.powerOff(2);
            rig.readerIsTold("done 2, 0 bytes");
            assertEquals(CardApplication.UNKNOWN, rig.session.application());
            rig.send(3, SELECT_OPENPGP);
            rig.readerIsTold("done 3, 2 bytes");
            rig.powerOn(4, atr);
            rig.readerIsTold("done 4, 2 bytes");
            assertEquals(CardApplication.UNKNOWN, rig.session.application());
        }
    }

    @Test
    void theTriesAreKnownFromWhatTheCardSaidUntilTheNextSelectionOrReset() {
        try (SessionRig rig = SessionRig.started()) {
            rig.with(answering(SlotResult.DONE, "63C2")).sendSecret("0020008104");
            rig.readerIsTold("SW 63C2");
            assertEquals(OptionalInt.of(2), rig.session.triesLeft(0x81));
            rig.with(answering(SlotResult.DONE, "9000")).send(1, SELECT_OPENPGP);
            rig.readerIsTold("done 1, 2 bytes");
            assertEquals(OptionalInt.empty(), rig.session.triesLeft(0x81));
            rig.with(answering(SlotResult.DONE, "012020200100039000")).send(2, "00CA00C400");
            rig.readerIsTold("done 2, 9 bytes");
            assertEquals(OptionalInt.of(1), rig.session.triesLeft(0x82));
            rig.with(answering(SlotResult.DONE, "3B00")).powerOn(3, atr);
            rig.readerIsTold("done 3, 2 bytes");
            assertEquals(OptionalInt.empty(), rig.session.triesLeft(0x82));
        }
    }

    @Test
    void afterAnExchangeThatFailedNoApplicationIsKnown() {
        try (SessionRig rig = SessionRig.started()) {
            rig.send(1, SELECT_OPENPGP);
            rig.readerIsTold("done 1, 2 bytes");
            rig.with(answering(SlotResult.PARITY, "")).send(2, "00CA006E00");
            rig.readerIsTold("failed 2, FD");
            assertEquals(CardApplication.UNKNOWN, rig.session.application());
        }
    }

    @Test
    void aThreadThatOffersItselfDoesTheWorkThatWasNoted() {
        SessionRig rig = new SessionRig();
        rig.session.start(rig);
        rig.session.transmit(1, SessionRig.command("00010000"), rig.response);
        rig.session.carryOut();
        assertEquals("done 1, 2 bytes", rig.told.poll());
        rig.session.carryOut();
        assertEquals(null, rig.told.poll());
        rig.close();
    }

    @Test
    void workThatComesWhileAnotherThreadWorksIsDoneByThatOne() {
        Semaphore answers = new Semaphore(0);
        try (SessionRig rig = SessionRig.started().with(slow(answers, answering(SlotResult.DONE, "9000")))) {
            rig.send(1, "00010000");
            rig.slotIsAsked("00010000");
            rig.session.transmit(2, SessionRig.command("00020000"), rig.response);
            rig.session.carryOut();
            rig.nothingElseHappens();
            answers.release(2);
            rig.readerIsTold("done 1, 2 bytes, busy");
            rig.readerIsTold("done 2, 2 bytes");
        }
    }

    @Test
    void nothingIsBegunAfterTheClose() {
        SessionRig rig = SessionRig.started();
        rig.close();
        rig.slotIsAsked("close");
        rig.send(1, "00010000");
        rig.session.carryOut();
        rig.nothingElseHappens();
    }

    @Test
    void closeWaitsForTheCardAndThenClosesTheSlot() {
        Semaphore answers = new Semaphore(0);
        SessionRig rig = SessionRig.started().with(slow(answers, answering(SlotResult.DONE, "9000")));
        rig.sendSecret("0020008104");
        rig.slotIsAsked("0020008104");
        Executor later = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
        later.execute(answers::release);
        long began = System.nanoTime();
        rig.close();
        long tookMs = (System.nanoTime() - began) / 1_000_000;
        assertTrue(tookMs < 1_800, "as long as the card takes and no longer: " + tookMs + " ms");
        rig.readerIsTold("SW 9000");
        rig.slotIsAsked("close");
        rig.nothingElseHappens();
    }

    @Test
    void closeDoesNotWaitForACardThatNeverAnswers() {
        SessionRig rig = SessionRig.started().with(slow(new Semaphore(0), answering(SlotResult.DONE, "9000")));
        rig.send(1, "00470000");
        rig.slotIsAsked("00470000");
        rig.close();
        rig.slotIsAsked("close");
    }
}
