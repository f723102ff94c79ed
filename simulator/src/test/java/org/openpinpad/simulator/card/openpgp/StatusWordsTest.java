// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openpinpad.simulator.card.Terminal;

/** Every row of {@code status-words.txt} on a card of its own. */
class StatusWordsTest {

    private static final Map<Character, String> PREPARATION =
            Map.of('S', Pins.VERIFY_SIGN, 'U', Pins.VERIFY_USER, 'A', Pins.VERIFY_ADMIN);

    @TestFactory
    Stream<DynamicTest> answersAsTheSpecificationSays() throws IOException {
        return rows().stream().map(row -> {
            String[] cells = row.split("\\|", -1);
            return DynamicTest.dynamicTest(row, () -> {
                Terminal card = new Terminal(OpenPgpCard.inMemory(Lengths.EXTENDED));
                for (char verified : cells[0].strip().replace("-", "").toCharArray()) {
                    assertEquals("9000", card.send(PREPARATION.get(verified)));
                }
                assertEquals(cells[2].strip(), card.send(cells[1]));
            });
        });
    }

    /** The rows of the table, for other tests that need a command of every kind. */
    static List<String> rows() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                StatusWordsTest.class.getResourceAsStream("status-words.txt"), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
