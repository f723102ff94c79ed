// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of smuggling.txt, before the filter alone. */
class FilterSmugglingTest {

    /** Shorter ones are no commands: the engine refuses them. */
    private static final int HEX_OF_SHORTEST_COMMAND = 8;

    /** The filter does not see it: the engine answers it. */
    private static final String PPDU = "FFC2";

    private final FilterBench bench = new FilterBench();
    /** What came by wavelets: BEGIN, MIDDLE, END. */
    private String begun = "";

    static List<SmugglingCase> cases() {
        return SmugglingCase.of("smuggling.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFilterFindsIt(SmugglingCase way) {
        for (Step step : way.steps()) {
            switch (step.kind()) {
                case "" -> {
                    begun = "";
                    take(step.hex(), step);
                }
                case "begin" -> begun = step.hex();
                case "middle" -> begun += step.hex();
                case "end" -> take(begun + step.hex(), step);
                case "on", "off" -> {
                    begun = "";
                    bench.reset();
                }
                case "verify", "modify", "ppdu06", "ppdu07" ->
                    assertEquals(hasOpenChain(way), bench.chainIsOpen(), "no PIN is asked for while a chain is open");
                default -> {} // not the filter's
            }
        }
    }

    private void take(String hex, Step step) {
        boolean engines = hex.length() < HEX_OF_SHORTEST_COMMAND
                || hex.startsWith(PPDU)
                || step.answer().startsWith("b");
        if (engines) {
            return;
        }
        Filter.Finding finding = bench.look(hex);
        if (step.reachesCard()) {
            assertEquals(Filter.Finding.CLEAN, finding, hex);
            bench.answered(hex, step.answer());
        } else {
            EnumSet<Filter.Finding> expected = expected(step.answer());
            assertTrue(expected.contains(finding), () -> hex + " is " + finding + ", not one of " + expected);
        }
    }

    private static EnumSet<Filter.Finding> expected(String answer) {
        return switch (answer) {
            case "6404" -> EnumSet.of(Filter.Finding.PIN, Filter.Finding.HIDDEN_PIN);
            case "6700" -> EnumSet.of(Filter.Finding.MALFORMED);
            case "6E00" -> EnumSet.of(Filter.Finding.NOT_FOR_A_CARD);
            default -> throw new IllegalArgumentException(answer);
        };
    }

    private static boolean hasOpenChain(SmugglingCase way) {
        return way.steps().get(0).reachesCard();
    }
}
