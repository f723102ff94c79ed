// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.iso7816.tpdu.CardProtocol.Step;
import org.openpinpad.iso7816.tpdu.T1Dialogue.Garbling;

/** Whatever a card sends in T=1: a bounded number of steps, no exception, and a response only if the card completed one. */
class T1RandomCardTest {

    private static final int RUNS = 4_000;

    /** Far above what these short exchanges need; a random card soon makes three errors in a row or ends. */
    private static final int MOST_STEPS = 2_000;

    @ParameterizedTest(name = "{0} of a hundred answers are anything")
    @CsvSource({"0", "3", "15", "40", "80", "100"})
    void a_response_comes_only_from_a_chain_that_the_card_completed(int nonsense) {
        Map<Step, Integer> endings = new EnumMap<>(Step.class);
        for (int seed = 0; seed < RUNS; seed++) {
            List<String> trace = new ArrayList<>();
            try {
                endings.merge(exchange(new Random(seed), nonsense, trace), 1, Integer::sum);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + trace, e);
            }
        }
        if (nonsense == 0) {
            assertEquals(Map.of(Step.DONE, RUNS), endings);
        } else if (nonsense < 100) {
            assertEquals(2, endings.size(), "both endings are reached: " + endings);
        }
    }

    private static Step exchange(Random random, int nonsense, List<String> trace) {
        Epilogue epilogue = random.nextBoolean() ? Epilogue.LRC : Epilogue.CRC;
        int ifsc = 1 + random.nextInt(20);
        T1Dialogue dialogue = new T1Dialogue(epilogue, Garbling.SILENCE).sizes(ifsc, 32, 200);
        byte[] command = T1Dialogue.command(4 + random.nextInt(40));
        dialogue.begin(command);
        RandomCard card = new RandomCard(random, nonsense);
        int steps = 0;
        while (dialogue.step() == Step.SEND) {
            assertTrue(steps++ < MOST_STEPS, "still going on");
            WireBlock block = dialogue.sent();
            String answer = card.answer(block);
            trace.add(block + " -> " + answer);
            dialogue.hear(answer);
        }
        if (dialogue.step() == Step.DONE) {
            card.judge(hex(ByteBuffer.wrap(command)), dialogue.answered());
        }
        return dialogue.step();
    }

    @Test
    void random_bytes_for_blocks_are_never_a_response() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            T1Dialogue dialogue = new T1Dialogue(Epilogue.CRC, Garbling.SILENCE);
            dialogue.begin(T1Dialogue.command(5));
            int steps = 0;
            while (dialogue.step() == Step.SEND) {
                assertTrue(steps++ < MOST_STEPS, "still going on");
                dialogue.sent();
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                dialogue.answer(ByteBuffer.wrap(noise));
            }
            assertEquals(Step.FAILED, dialogue.step());
            assertTrue(dialogue.device().outOfStep());
        }
    }

    @Test
    void a_failed_exchange_in_step_is_followed_by_a_good_one() {
        int inStep = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            T1Dialogue dialogue = new T1Dialogue(Epilogue.LRC, Garbling.SILENCE);
            dialogue.begin(T1Dialogue.command(5));
            RandomCard card = new RandomCard(random, 60);
            boolean resynchronised = false;
            while (dialogue.step() == Step.SEND) {
                WireBlock sent = dialogue.sent();
                resynchronised |= sent.name().equals("S(RESYNCH request)");
                dialogue.hear(card.answer(sent));
            }
            if (dialogue.step() == Step.FAILED
                    && resynchronised
                    && !dialogue.device().outOfStep()) {
                inStep++;
                dialogue.begin(T1Dialogue.command(5));
                assertEquals("I(0,0)", dialogue.sent().name());
                dialogue.hear("I(0,0) 9000");
                assertEquals("9000", dialogue.answered());
            }
        }
        assertFalse(inStep < RUNS / 100, "too few to say anything: " + inStep);
    }
}
