// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link PinMemoryTest} shows for the memory, shown for a core dump with registers and with the pages that are kept out
 * of others. Takes root and gdb, which {@code ./pinpad test} sees to.
 */
@Tag("core")
@Timeout(300)
class CoreDumpTest {

    @TempDir
    Path directory;

    static Stream<Ending> endings() {
        return Stream.concat(Ending.ENDINGS.stream(), Ending.LAST.stream())
                .filter(ending -> List.of("success", "wrong PIN", "cancel", "UNBIND", "shutdown", "a fault at the card")
                        .contains(ending.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void aCoreDumpHasThePinInTheLockedPageAndAfterwardsNowhere(Ending ending) throws IOException, InterruptedException {
        try (FirmwareUnderSearch firmware = new FirmwareUnderSearch(directory, new SearchTally())) {
            firmware.enter(ending, false);
            List<SecretDigits.Hit> waiting = firmware.searchCoreDump(directory.resolve("waiting"));
            assertFalse(waiting.isEmpty(), "the search must find what is there");
            assertEquals(firmware.memory().protectedOnes(waiting), waiting, "outside of the locked page");
            firmware.carryOut(ending.steps());
            assertEquals(List.of(), firmware.searchCoreDump(directory.resolve("after")), "after " + ending);
            System.out.printf("ok   core dumps, %s: %d hits in the locked page, then 0%n", ending, waiting.size());
        }
    }
}
