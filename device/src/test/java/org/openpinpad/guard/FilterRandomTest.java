// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpinpad.display.CardApplication;

/** Random commands, from a seed that is printed ({@code -Dguard.seed}, {@code -Dguard.sequences}), before a hostile card. */
class FilterRandomTest {

    private static final long SEED = Long.getLong("guard.seed", System.nanoTime());
    private static final int SEQUENCES = Integer.getInteger("guard.sequences", 200_000);
    private static final int LONGEST = 6;

    private long passed;

    @Test
    void noSequenceBringsAPinToTheCard() {
        Optional<String> found = search(SmuggleOracle.WITHSTOOD, SEQUENCES);
        System.out.printf("guard.seed=%d: %d sequences, %d commands passed%n", SEED, SEQUENCES, passed);
        assertEquals(Optional.empty(), found);
        assertTrue(passed > SEQUENCES / 2, "most of them must be possible commands");
    }

    private Optional<String> search(Set<SmuggleOracle.Trick> tricks, int sequences) {
        Random random = new Random(SEED);
        CommandSource source = new CommandSource(random::nextInt);
        for (int i = 0; i < sequences; i++) {
            Attack attack =
                    new Attack(random.nextBoolean() ? CardApplication.UNKNOWN : CardApplication.OPENPGP, tricks);
            int length = 1 + random.nextInt(LONGEST);
            for (int j = 0; j < length; j++) {
                Optional<String> found = attack.send(source.command(), source.statusWord());
                if (found.isPresent()) {
                    return found;
                }
            }
            passed += attack.passed();
        }
        return Optional.empty();
    }
}
