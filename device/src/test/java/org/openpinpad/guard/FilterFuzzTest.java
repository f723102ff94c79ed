// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.openpinpad.display.CardApplication;

/**
 * A fuzzer in search of commands that pass the filter in mode strict and bring a PIN to {@link SmuggleOracle}'s card. One
 * method at a time, with {@code JAZZER_FUZZ=1}.
 */
class FilterFuzzTest {

    private static final int LONGEST = 8;
    private static final int LONGEST_COMMAND = 80;

    @FuzzTest(maxDuration = "5m")
    void commandsOfAnyBytes(FuzzedDataProvider data) {
        Attack attack = attack(data);
        for (int i = 0; i < LONGEST && data.remainingBytes() > 0; i++) {
            int statusWord = new CommandSource(bound -> data.consumeInt(0, bound - 1)).statusWord();
            byte[] command = data.consumeBytes(data.consumeInt(4, LONGEST_COMMAND));
            if (command.length > 0) {
                assertEquals(Optional.empty(), attack.send(command, statusWord));
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void commandsWithAPlan(FuzzedDataProvider data) {
        Attack attack = attack(data);
        CommandSource source = new CommandSource(bound -> data.consumeInt(0, bound - 1));
        for (int i = 0; i < LONGEST && data.remainingBytes() > 0; i++) {
            int statusWord = source.statusWord();
            assertEquals(Optional.empty(), attack.send(source.command(), statusWord));
        }
    }

    private static Attack attack(FuzzedDataProvider data) {
        CardApplication selected = data.consumeBoolean() ? CardApplication.UNKNOWN : CardApplication.OPENPGP;
        return new Attack(selected, SmuggleOracle.WITHSTOOD);
    }
}
