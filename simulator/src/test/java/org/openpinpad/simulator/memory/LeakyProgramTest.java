// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without this the search of memory could be blind. */
@Tag("memory")
@Timeout(60)
class LeakyProgramTest {

    private final SecretDigits pin = new SecretDigits(new SecureRandom());
    private final SecretDigits control = new SecretDigits(new SecureRandom());

    /** What a collector leaves of garbage is chance: a search that sees nothing in so many programs is blind. */
    private static final int PROGRAMS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"channel", "events"})
    void theSearchFindsWhatALeakyProgramLeft(String leak) throws IOException, InterruptedException {
        boolean found = false;
        for (int i = 0; i < PROGRAMS && !found; i++) {
            found = findsWhatOneLeft(leak);
        }
        assertTrue(found, "the PIN that was left by " + leak);
    }

    private boolean findsWhatOneLeft(String leak) throws IOException, InterruptedException {
        try (ChildJvm leaky = ChildJvm.start(LeakyChild.class, leak)) {
            ProcessMemory memory = leaky.memory();
            // For users who may not read another process; root may, and with CI=true a skip is a failure.
            assumeTrue(memory.isReadable(), "the memory of another process is not to be read here");
            leaky.type(pin);
            leaky.await("forgotten");
            List<SecretDigits.Hit> hits = memory.search(List.of(pin, control)).hits();
            assertEquals(
                    List.of(),
                    hits.stream().filter(hit -> hit.digits() == control).toList(),
                    "chance");
            return hits.stream().anyMatch(hit -> hit.digits() == pin);
        }
    }
}
