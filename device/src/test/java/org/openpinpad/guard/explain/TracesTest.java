// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openpinpad.card.CardFollower;
import org.openpinpad.display.ExplanationText;
import org.openpinpad.display.Language;

/** The golden file: what is said of each command of a trace, before the card has it. */
class TracesTest {

    private record Step(int line, String command, String answer, String sentence, boolean german) {}

    private record Trace(String name, List<Step> steps) {}

    @TestFactory
    Stream<DynamicContainer> traces() {
        return read().stream().map(trace -> {
            CardFollower card = new CardFollower();
            Interpreter interpreter = new Interpreter();
            return DynamicContainer.dynamicContainer(
                    trace.name(),
                    trace.steps().stream()
                            .map(step -> DynamicTest.dynamicTest(
                                    step.line() + ": " + step.sentence(), () -> play(step, card, interpreter))));
        });
    }

    private static void play(Step step, CardFollower card, Interpreter interpreter) {
        ByteBuffer command = bytes(step.command());
        assertEquals(
                step.sentence(),
                ExplanationText.sentence(
                        interpreter.explain(command), step.german() ? Language.GERMAN : Language.ENGLISH));
        ByteBuffer answer = bytes(step.answer());
        int end = answer.limit() - 2;
        int statusWord = (answer.get(end) & 0xFF) << 8 | (answer.get(end + 1) & 0xFF);
        interpreter.answered(card.follow(command, statusWord), command, answer.limit(end), statusWord);
    }

    private static List<Trace> read() {
        List<Trace> traces = new ArrayList<>();
        int number = 0;
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(TracesTest.class.getResourceAsStream("traces.txt"), StandardCharsets.UTF_8))) {
            for (String line = file.readLine(); line != null; line = file.readLine()) {
                number++;
                if (line.startsWith("[")) {
                    traces.add(new Trace(line.substring(1, line.length() - 1), new ArrayList<>()));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    traces.get(traces.size() - 1).steps().add(step(number, line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return traces;
    }

    private static Step step(int number, String line) {
        String[] parts = line.split("\\|", -1);
        boolean german = parts[2].startsWith(" de:");
        return new Step(
                number, parts[0].strip(), parts[1].strip(), parts[2].strip().replaceFirst("^de: ?", ""), german);
    }

    /** Hexadecimal; {@code xx*n} stands for n times the byte xx. */
    private static ByteBuffer bytes(String hex) {
        StringBuilder all = new StringBuilder();
        for (String word : hex.split(" +")) {
            String[] times = word.split("\\*");
            all.append(times.length == 2 ? times[0].repeat(Integer.parseInt(times[1])) : word);
        }
        return ByteBuffer.wrap(HexFormat.of().parseHex(all));
    }
}
