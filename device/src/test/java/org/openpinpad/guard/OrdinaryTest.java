// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The filter does not disturb ordinary use: ordinary.txt. */
class OrdinaryTest {

    static List<SmugglingCase> cases() {
        return SmugglingCase.of("ordinary.txt");
    }

    @Test
    void thereAreEightyCommandsAtLeast() {
        long commands = cases().stream()
                .flatMap(use -> use.steps().stream())
                .map(Step::hex)
                .distinct()
                .count();
        System.out.println(commands + " commands of ordinary use pass");
        assertTrue(commands >= 80);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void passes(SmugglingCase use) {
        FilterBench bench = new FilterBench();
        for (Step step : use.steps()) {
            assertEquals(Filter.Finding.CLEAN, bench.look(step.hex()), step::hex);
            bench.answered(step.hex(), step.answer());
        }
        assertEquals(false, bench.chainIsOpen(), "nothing is left open that would keep a PIN from being asked");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void reachesTheCard(SmugglingCase use) throws InterruptedException {
        try (ReaderUnderTest reader = new GuardedReaderRig(GuardRules.DEFAULT)) {
            int seq = 0;
            reader.send(Step.of("on = ok").message(seq));
            for (Step step : use.steps()) {
                seq++;
                reader.cardAnswers(Table.bytes(step.answer()));
                String answer = Table.hex(reader.send(step.message(seq)));
                assertEquals(
                        step.answer(),
                        answer.substring(answer.length() - step.answer().length()));
            }
            assertEquals(use.steps().stream().map(Step::hex).toList(), reader.cardGot());
            assertEquals(List.of(), reader.shown());
        }
    }
}
