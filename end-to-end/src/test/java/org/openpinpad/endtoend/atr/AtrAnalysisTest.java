// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.atr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpinpad.iso7816.Atr;

/** What pcsc-tools' ATR_analysis says of every answer to reset in its own list is what we read in it, half a minute long. */
@Tag("pty")
class AtrAnalysisTest {

    private static final int AT_LEAST = 3000;

    /** Each fact is told by at least so many cards of the list, or the test would show little. */
    private static final int TOLD = 70;

    @Test
    void a_second_independent_decoder_reads_the_same(@TempDir Path directory) throws IOException, InterruptedException {
        List<String> atrs = PublicAtrs.read().whole();
        List<AtrFacts> theirs = AtrAnalysis.of(atrs, directory);
        assertEquals(atrs.size(), theirs.size());
        List<String> differences = new ArrayList<>();
        Map<Accepted, Integer> accepted = new EnumMap<>(Accepted.class);
        Map<Fact, Integer> told = new EnumMap<>(Fact.class);
        int compared = 0;
        for (int i = 0; i < atrs.size(); i++) {
            ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(atrs.get(i)));
            Optional<Atr> atr = Atr.parse(bytes);
            if (atr.isEmpty()) {
                continue;
            }
            compared++;
            AtrFacts ours = AtrFacts.of(bytes, atr.get());
            for (Fact fact : Fact.values()) {
                told.merge(fact, theirs.get(i).get(fact).isEmpty() ? 0 : 1, Integer::sum);
                if (ours.get(fact).equals(theirs.get(i).get(fact))) {
                    continue;
                }
                Optional<Accepted> row = Accepted.of(fact, atr.get(), ours, theirs.get(i));
                row.ifPresent(known -> accepted.merge(known, 1, Integer::sum));
                if (row.isEmpty()) {
                    differences.add(String.format(
                            "%s %s ours %s theirs %s",
                            atrs.get(i), fact, ours.get(fact), theirs.get(i).get(fact)));
                }
            }
        }
        System.out.println("ok   " + compared + " public ATRs compared with ATR_analysis: " + told
                + "; differences where the standard is with us: " + accepted);
        assertEquals(List.of(), differences.stream().limit(20).toList(), differences.size() + " differences");
        assertTrue(compared > AT_LEAST, "compared only " + compared);
        assertEquals(EnumSet.allOf(Accepted.class), accepted.keySet(), "a row of the table that no card needs");
        told.forEach((fact, cards) -> assertTrue(cards >= TOLD, fact + " is told by " + cards + " cards only"));
    }
}
