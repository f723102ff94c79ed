// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.atr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ATR_analysis of pcsc-tools says of answers to reset: its sentences, brought into the terms of {@link AtrFacts}. */
final class AtrAnalysis {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[\\d*m");

    /** A sentence of it: the fact that it tells, and how its groups make up the value. */
    private record Sentence(Fact fact, Pattern pattern, Function<MatchResult, String> value) {
        static Sentence of(Fact fact, String pattern) {
            return of(fact, pattern, groups -> groups.group(1));
        }

        static Sentence of(Fact fact, String pattern, Function<MatchResult, String> value) {
            return new Sentence(fact, Pattern.compile(pattern), value);
        }
    }

    private static final List<Sentence> SENTENCES = List.of(
            Sentence.of(Fact.SPEED, "Fi=(\\w+), Di=(\\w+)", it -> it.group(1) + "/" + it.group(2)),
            Sentence.of(Fact.GUARD, "Extra guard time: (\\d+)"),
            Sentence.of(
                    Fact.VPP, "VPP is (not) electrically connected|Programming Param P", it -> yesUnless(it.group(1))),
            Sentence.of(
                    Fact.SPECIFIC,
                    "in spec mode: T=(\\d+) - (Unable|Capable) to change - (implicity )?defined",
                    it -> it.group(1) + " " + it.group(2) + (it.group(3) == null ? "" : " implicit")),
            Sentence.of(Fact.WI, "Work waiting time: 960 x (\\d+) x"),
            Sentence.of(Fact.IFSC, "IFSC: (\\d+)"),
            Sentence.of(
                    Fact.WAITS,
                    "Block Waiting Integer: (\\d+) - Character Waiting Integer: (\\d+)",
                    it -> it.group(1) + "/" + it.group(2)),
            Sentence.of(Fact.CODE, "Error detection code: (\\w+)"),
            Sentence.of(
                    Fact.CLASSES,
                    "Clock stop: (not supported|state L|state H|no preference) - Class accepted by the card: \\(3G\\) (.*)",
                    it -> clock(it.group(1)) + "/" + it.group(2).replaceAll("[DE] RFU|[^ABC]", "")),
            Sentence.of(Fact.CHECK, "ATR is (too long)|TCK = \\w+ +(\\(correct)?", AtrAnalysis::check),
            Sentence.of(
                    Fact.FORM,
                    "Category indicator byte: (\\w+) \\((compact|next|Reserved|proprietary)",
                    AtrAnalysis::form),
            Sentence.of(Fact.SERVICE, "Card service data byte: (\\w+)"),
            Sentence.of(Fact.CAPABILITIES, "Selection methods: (\\w+)"),
            Sentence.of(Fact.LIFE_CYCLE, "LCS \\(life card cycle\\): (\\w+)"),
            Sentence.of(Fact.STATUS_WORD, "SW: (\\w{4})"));

    private static final Pattern TAG = Pattern.compile(" Tag: (\\w), len: \\w");

    private AtrAnalysis() {}

    /** Its facts of each, in their order. */
    static List<AtrFacts> of(List<String> atrs, Path directory) throws IOException, InterruptedException {
        Path script = directory.resolve("analysis.pl");
        try (InputStream source = AtrAnalysis.class.getResourceAsStream("analysis.pl")) {
            Files.copy(source, script);
        }
        // it looks for the card's name in this list, and asks the network when it finds none: it finds one
        Files.writeString(directory.resolve("smartcard_list.txt"), ".*\n\ta card\n\n");
        Path input = Files.writeString(directory.resolve("input"), String.join("\n", atrs) + "\n");
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/perl", script.toString())
                .redirectInput(input.toFile())
                .redirectError(directory.resolve("warnings").toFile());
        builder.environment().put("XDG_CACHE_HOME", directory.toString());
        Process perl = builder.start();
        String output = new String(perl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (perl.waitFor() != 0) {
            throw new AssertionError("ATR_analysis fails, of Debian's pcsc-tools and libpcsc-perl:\n"
                    + Files.readString(directory.resolve("warnings"))
                            .lines()
                            .limit(5)
                            .toList());
        }
        List<AtrFacts> facts = new ArrayList<>();
        for (String text : COLOUR.matcher(output).replaceAll("").split("(?m)^=", -1)) {
            if (!text.isEmpty()) {
                facts.add(facts(text));
            }
        }
        return facts;
    }

    private static AtrFacts facts(String text) {
        AtrFacts facts = new AtrFacts();
        for (Sentence sentence : SENTENCES) {
            Matcher matcher = sentence.pattern.matcher(text);
            boolean last = sentence.fact == Fact.LIFE_CYCLE || sentence.fact == Fact.STATUS_WORD;
            while (matcher.find()) {
                String value = sentence.value.apply(matcher.toMatchResult());
                if (last || facts.get(sentence.fact).isEmpty()) {
                    facts.put(sentence.fact, value);
                }
            }
        }
        StringBuilder tags = new StringBuilder();
        for (Matcher matcher = TAG.matcher(text); matcher.find(); ) {
            tags.append(matcher.group(1).equals("8") ? "" : matcher.group(1));
        }
        facts.put(Fact.TAGS, tags.toString());
        return facts;
    }

    private static String yesUnless(String not) {
        return not == null ? "yes" : "no";
    }

    private static String clock(String words) {
        return switch (words) {
            case "not supported" -> "0";
            case "state L" -> "1";
            case "state H" -> "2";
            default -> "3";
        };
    }

    private static String check(MatchResult groups) {
        return groups.group(1) != null ? "behind" : groups.group(2) != null ? "right" : "wrong";
    }

    private static String form(MatchResult groups) {
        return switch (groups.group(2)) {
            case "compact" -> groups.group(1).equals("00") ? "STATUS_BEHIND" : "OBJECTS";
            case "next" -> "DIR_REFERENCE";
            case "Reserved" -> "RESERVED";
            default -> "PROPRIETARY";
        };
    }
}
