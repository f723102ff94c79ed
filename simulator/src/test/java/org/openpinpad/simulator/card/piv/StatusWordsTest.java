// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of {@code status-words.txt} on a card of its own. */
class StatusWordsTest {

    @TestFactory
    Stream<DynamicTest> answersAsTheStandardSays() throws IOException {
        return rows().stream().map(row -> {
            String[] cells = row.split("\\|", -1);
            return DynamicTest.dynamicTest(row, () -> {
                PivTerminal card = new PivTerminal(PivCard.inMemory());
                for (char step : cells[0].strip().toCharArray()) {
                    switch (step) {
                        case 'P' -> card.verify();
                        case 'A' -> card.administer();
                        case 'W' -> card.terminal.send(PivTerminal.WRONG_PIN);
                        case 'D' -> card.terminal.send("00 A4 04 00 08 A000000151000000");
                        case '-' -> {}
                        default -> throw new AssertionError(row);
                    }
                }
                card.exchange(cells[1], cells[2].strip());
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
