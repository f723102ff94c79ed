// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While a PIN waits for OK it is in the locked page and nowhere else; after each ending it is nowhere. Proved by reading all
 * memory of the running firmware.
 *
 * <p>The system property {@code openpinpad.memory.entries} asks for a longer run.
 */
@Tag("memory")
@Timeout(3600)
class PinMemoryTest {

    private static final int WARM_UP_ENTRIES = 20_000;
    private static final int SEARCHED_ENTRIES = Integer.getInteger("openpinpad.memory.entries", 50);

    private static final SearchTally TALLY = new SearchTally();

    @TempDir
    Path directory;

    @AfterAll
    static void tell() {
        System.out.println("ok   " + TALLY);
    }

    private FirmwareUnderSearch firmware() throws IOException, InterruptedException {
        return new FirmwareUnderSearch(directory, TALLY);
    }

    static Stream<Ending> all() {
        return Stream.concat(Ending.ENDINGS.stream(), Ending.LAST.stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void afterTheFirstEntryOfAProcessThePinIsNowhere(Ending ending) throws IOException, InterruptedException {
        try (FirmwareUnderSearch firmware = firmware()) {
            firmware.enterAndSearch(ending, false);
        }
    }

    @Test
    void withACollectionAfterEachDigitThePinIsNowhereAfterEachEnding() throws IOException, InterruptedException {
        try (FirmwareUnderSearch firmware = firmware()) {
            for (Ending ending : Ending.ENDINGS) {
                firmware.enterAndSearch(ending, true);
            }
        }
        for (Ending last : Ending.LAST) {
            try (FirmwareUnderSearch firmware = firmware()) {
                firmware.enterAndSearch(last, true);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("org.openpinpad.simulator.memory.Ending#LAST")
    void afterThousandsOfEntriesThePinIsNowhereAfterEachEnding(Ending last) throws IOException, InterruptedException {
        try (FirmwareUnderSearch firmware = firmware()) {
            firmware.enter(Ending.ENDINGS.get(0), WARM_UP_ENTRIES);
            int entries = last.equals(Ending.LAST.get(0)) ? SEARCHED_ENTRIES : 0;
            for (int i = 0; i < entries; i++) {
                firmware.enterAndSearch(Ending.ENDINGS.get(i % Ending.ENDINGS.size()), false);
            }
            firmware.enterAndSearch(last, false);
        }
    }
}
