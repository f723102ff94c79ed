// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.atr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.iso7816.AtrFault;
import org.openpinpad.iso7816.AtrParameters;

/**
 * Every answer to reset of a large public list: it parses or is refused for a reason, and what it says is what an independent
 * decoder (pyscard) reads in it.
 */
@Tag("pty")
class AtrListTest {

    private static final int AT_LEAST = 3000;
    private static final int GLOBAL = 15;

    private static PublicAtrs list;

    @BeforeAll
    static void read() throws IOException {
        list = PublicAtrs.read();
    }

    @Test
    void every_answer_parses_or_is_refused_for_a_reason() {
        Map<String, Integer> verdicts = new TreeMap<>();
        for (String hex : list.whole()) {
            ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
            Optional<AtrFault> fault = AtrFault.find(bytes);
            boolean parsed = Atr.parse(bytes).isPresent();
            verdicts.merge(fault.map(Enum::name).orElse("well formed"), 1, Integer::sum);
            assertTrue(parsed || fault.isPresent(), hex + " is refused without a reason");
            boolean structural = fault.isPresent()
                    && List.of(
                                    AtrFault.TOO_SHORT,
                                    AtrFault.TOO_LONG,
                                    AtrFault.BAD_TS,
                                    AtrFault.CUT_SHORT,
                                    AtrFault.HISTORICAL_BYTES_MISSING)
                            .contains(fault.get());
            assertEquals(!structural, parsed, hex + ": " + fault);
        }
        System.out.println("ok   " + list.whole().size() + " public ATRs: " + verdicts + "; " + list.patterns()
                + " entries with wildcards left out");
        assertTrue(list.whole().size() > AT_LEAST, "the list is shorter than it was");
        assertTrue(verdicts.get("well formed") > list.whole().size() * 9 / 10, verdicts.toString());
    }

    @Test
    void an_independent_decoder_reads_the_same(@TempDir Path directory) throws IOException, InterruptedException {
        List<String> theirs = decoded(directory);
        assertEquals(list.whole().size(), theirs.size());
        List<String> differences = new ArrayList<>();
        int compared = 0;
        int reserved = 0;
        for (int i = 0; i < theirs.size(); i++) {
            String hex = list.whole().get(i);
            Optional<Atr> atr = Atr.parse(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
            if (atr.isEmpty() || theirs.get(i).equals("refused")) {
                continue;
            }
            compared++;
            String ours = fields(hex, atr.get());
            String other = known(theirs.get(i), AtrParameters.of(atr.get()));
            reserved += other.equals(theirs.get(i)) ? 0 : 1;
            if (!ours.equals(other)) {
                differences.add(hex + "\n  ours   " + ours + "\n  theirs " + other);
            }
        }
        System.out.println("ok   " + compared + " public ATRs compared with pyscard's reading; D = 64 in " + reserved);
        assertEquals(List.of(), differences.stream().limit(20).toList(), differences.size() + " differences");
        assertTrue(compared > AT_LEAST, "compared only " + compared);
    }

    /** The one accepted difference: pyscard has the tables of 1997, where D = 64 (D index 7) was reserved. */
    private static String known(String theirs, AtrParameters card) {
        boolean d64 = (card.fiDi() & 0x0F) == 7;
        return d64 ? theirs.replaceFirst("^([^|]*)\\|RFU\\|", "$1|64|") : theirs;
    }

    private static String fields(String hex, Atr atr) {
        AtrParameters card = AtrParameters.of(atr);
        boolean ta1 = atr.first().ta() != Atr.NO_BYTE;
        String levels = atr.levels().stream()
                .map(level -> List.of(level.ta(), level.tb(), level.tc(), level.td()))
                .filter(level -> level.stream().anyMatch(value -> value != Atr.NO_BYTE))
                .map(level -> level.stream().map(AtrListTest::text).collect(Collectors.joining("/")))
                .collect(Collectors.joining(","));
        return String.join(
                "|",
                ta1 ? reserved(card.fi()) : "-",
                ta1 ? reserved(card.di()) : "-",
                atr.first().tc() == Atr.NO_BYTE ? "-" : text(card.extraGuardTime()),
                protocols(atr),
                levels,
                historical(atr),
                check(hex, atr));
    }

    private static String reserved(int value) {
        return value == 0 ? "RFU" : Integer.toString(value);
    }

    private static String text(int value) {
        return value == Atr.NO_BYTE ? "-" : Integer.toString(value);
    }

    /**
     * In ascending order, and T=15 with them, as the other decoder does; which names no protocol for the cards whose first TD
     * says T=15, against the standard: to us they speak T=0.
     */
    private static String protocols(Atr atr) {
        TreeSet<Integer> said = new TreeSet<>(AtrParameters.of(atr).protocols());
        boolean global = atr.levels().stream().anyMatch(level -> named(level, GLOBAL));
        boolean none = atr.levels().stream().noneMatch(level -> level.td() != Atr.NO_BYTE && !named(level, GLOBAL));
        if (global && none) {
            said.clear();
        }
        if (global) {
            said.add(GLOBAL);
        }
        return said.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static boolean named(Atr.Level level, int t) {
        return level.td() != Atr.NO_BYTE && (level.td() & 0x0F) == t;
    }

    private static String historical(Atr atr) {
        byte[] bytes = new byte[atr.historicalBytes().remaining()];
        atr.historicalBytes().duplicate().get(bytes);
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    /** pyscard takes one byte behind the historical ones for TCK, whatever the protocols; several for none. */
    private static String check(String hex, Atr atr) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        int interfaces = atr.levels().stream()
                .mapToInt(level -> (int) List.of(level.ta(), level.tb(), level.tc(), level.td()).stream()
                        .filter(value -> value != Atr.NO_BYTE)
                        .count())
                .sum();
        int end = 2 + interfaces + atr.historicalBytes().remaining();
        if (bytes.length != end + 1) {
            return "none";
        }
        int sum = 0;
        for (int i = 1; i < bytes.length; i++) {
            sum ^= bytes[i];
        }
        return sum == 0 ? "right" : "wrong";
    }

    private static List<String> decoded(Path directory) throws IOException, InterruptedException {
        Path script = directory.resolve("decoder.py");
        try (InputStream source = AtrListTest.class.getResourceAsStream("decoder.py")) {
            Files.copy(source, script);
        }
        Path input = Files.writeString(directory.resolve("atrs"), String.join("\n", list.whole()) + "\n");
        Process python = new ProcessBuilder("/usr/bin/python3", script.toString())
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, python.waitFor(), "pyscard is missing: apt-get install python3-pyscard");
        return lines;
    }
}
