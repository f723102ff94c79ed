// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.ccid.escape.EventRequest;
import org.openpinpad.display.Act;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Event;
import org.openpinpad.display.Explanation;
import org.openpinpad.display.Language;
import org.openpinpad.display.Screen;

class EventLogTest {

    private static final long SECOND = 1_000_000_000L;

    private final EventLog log = new EventLog();

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            log.add(new Event.PinFromPc(i % 2 == 0), i * SECOND);
        }
    }

    private List<EventAnswer.Entry> answer(long first, int room) {
        ByteBuffer answer = ByteBuffer.allocate(room);
        assertTrue(log.answer(EventRequest.of(first), answer, Language.ENGLISH, 200 * SECOND));
        return EventAnswer.parse(answer.flip()).orElseThrow().events();
    }

    @Test
    void anEmptyLogHasNothingToTell() {
        assertEquals(List.of(), answer(0, 502));
        assertEquals(new Screen.EmptyLog(), log.page(0, 0));
    }

    @Test
    void eventsAreNumberedFromOneAndHaveAnAge() {
        add(3);
        List<EventAnswer.Entry> all = answer(0, 502);
        assertEquals(
                List.of(1L, 2L, 3L), all.stream().map(EventAnswer.Entry::number).toList());
        assertEquals(
                List.of(200L, 199L, 198L),
                all.stream().map(EventAnswer.Entry::ageSeconds).toList());
        assertEquals("The PC sent a PIN. It was let through.", all.get(0).text());
    }

    @Test
    void whoAsksAgainFromTheNextNumberGetsAllOfThem() {
        add(40);
        long next = 0;
        int got = 0;
        for (List<EventAnswer.Entry> some = answer(next, 502); !some.isEmpty(); some = answer(next, 502)) {
            got += some.size();
            next = some.get(some.size() - 1).number() + 1;
        }
        assertEquals(40, got);
    }

    @Test
    void theOldestGiveWay() {
        add(100);
        assertEquals(37, answer(0, 502).get(0).number());
        assertEquals(List.of(), answer(101, 502));
    }

    @Test
    void pagesGoBackFromTheNewestAndBeginAgain() {
        add(70);
        assertEquals(1, ((Screen.EventPage) log.page(0, 70 * SECOND)).page());
        assertEquals(1, ((Screen.EventPage) log.page(0, 70 * SECOND)).ageSeconds());
        assertEquals(64, ((Screen.EventPage) log.page(63, 70 * SECOND)).page());
        assertEquals(1, ((Screen.EventPage) log.page(64, 70 * SECOND)).page());
    }

    @Test
    void threadsThatAddAtATimeLoseNothing() throws InterruptedException {
        Event use = new Event.KeyUse(
                Explanation.of(Act.SIGN, CardApplication.UNKNOWN, Explanation.NO_NUMBER), Event.KeyUse.Result.DONE);
        Runnable thousand = () -> {
            for (int i = 0; i < 1000; i++) {
                log.add(use, 0);
            }
        };
        List<Thread> threads =
                Stream.generate(() -> new Thread(thousand)).limit(4).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(3937, answer(0, 502).get(0).number());
        assertEquals(4000, answer(4000, 502).get(0).number());
        assertEquals(List.of(), answer(4001, 502));
    }

    @Test
    void whatThePcHasRefusedAgainAndAgainIsOneEventOfItsLastTime() {
        add(1);
        for (int i = 1; i <= 1000; i++) {
            log.add(new Event.PinFromPc(false), i * SECOND / 10);
        }
        List<EventAnswer.Entry> all = answer(0, 502);
        assertEquals(
                List.of(1L, 2L), all.stream().map(EventAnswer.Entry::number).toList());
        assertEquals(100, all.get(1).ageSeconds());
    }

    @Test
    void everyOtherRequestIsNone() {
        add(1);
        for (String hex :
                List.of("", "4F", "4F5001", "4F500100000000FF", "4F5002000000", "4F500200000000", "0020008206")) {
            ByteBuffer answer = ByteBuffer.allocate(502);
            assertFalse(log.answer(GuardRig.bytes(hex), answer, Language.ENGLISH, 0), hex);
            assertEquals(0, answer.position());
        }
    }
}
