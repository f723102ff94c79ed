// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpinpad.display.Placement.TextAt;

class ScreenFitTest {
    @ParameterizedTest
    @EnumSource
    void nothingIsCutOff(Language language) {
        AllScreens.stream().forEach(screen -> {
            for (Placement thing : placements(screen, language)) {
                boolean inside = thing.x() >= 0
                        && thing.y() >= 0
                        && thing.x() + thing.width() <= Frame.WIDTH
                        && thing.y() + thing.height() <= Frame.HEIGHT;
                assertTrue(inside, () -> thing + " sticks out on " + screen);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void inkNeverCoversInk(Language language) {
        AllScreens.stream()
                .forEach(screen -> assertEquals(
                        placements(screen, language).stream()
                                .mapToInt(ScreenFitTest::ink)
                                .sum(),
                        ink(ScreenRenderer.render(screen, language)),
                        () -> "something overlaps on " + screen));
    }

    @ParameterizedTest
    @EnumSource
    void textsOfOneRowKeepApart(Language language) {
        AllScreens.stream().forEach(screen -> {
            List<TextAt> texts = texts(screen, language);
            for (TextAt left : texts) {
                assertTrue(
                        texts.stream()
                                .filter(right -> right.y() == left.y() && right.x() > left.x())
                                .allMatch(right -> right.x()
                                        >= left.x()
                                                + left.width()
                                                + 1
                                                + left.font().advance()),
                        () -> left + " runs into its neighbour on " + screen);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyCharacterHasADrawing(Language language) {
        AllScreens.stream()
                .flatMap(screen -> texts(screen, language).stream())
                .forEach(text -> assertTrue(text.text().codePoints().allMatch(text.font()::knows), text::text));
    }

    @ParameterizedTest
    @EnumSource
    void everyWordOfTheLineIsOnTheFrame(Language language) {
        AllScreens.stream().forEach(screen -> {
            List<String> drawn = texts(screen, language).stream()
                    .flatMap(text -> Stream.of(text.text().split(" ")))
                    .toList();
            String heading = ScreenText.rows(screen, language).heading();
            String line = ScreenText.line(screen, language);
            assertTrue(line.startsWith(heading), line);
            String rest = line.substring(heading.length()).replaceFirst("^: ", "");
            Set<String> missing = Stream.of((heading + " " + rest).split(" "))
                    .filter(word -> !word.isEmpty() && !drawn.contains(word))
                    .collect(Collectors.toSet());
            assertEquals(Set.of(), missing, line);
        });
    }

    @Test
    void theScreensTestedHereAreAllThereAre() {
        Set<Class<?>> tested = AllScreens.stream().map(Object::getClass).collect(Collectors.toSet());
        tested.add(Screen.Unguarded.class); // has tests of its own, for it inverts another one
        Set<Class<?>> all = Stream.concat(
                        Arrays.stream(Screen.class.getPermittedSubclasses()),
                        Stream.of(Screen.Notice.class, Screen.Question.class)
                                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses())))
                .filter(type -> !type.isInterface())
                .collect(Collectors.toSet());
        assertEquals(all, tested);
    }

    private static List<Placement> placements(Screen screen, Language language) {
        return ScreenLayout.of(screen, language).placements();
    }

    private static List<TextAt> texts(Screen screen, Language language) {
        return placements(screen, language).stream()
                .filter(TextAt.class::isInstance)
                .map(TextAt.class::cast)
                .toList();
    }

    private static int ink(Placement thing) {
        return ink(Frame.drawn(thing::draw));
    }

    private static int ink(Frame frame) {
        return IntStream.range(0, Frame.PAGES * Frame.WIDTH)
                .map(i -> Integer.bitCount(frame.column(i / Frame.WIDTH, i % Frame.WIDTH) & 0xFF))
                .sum();
    }
}
