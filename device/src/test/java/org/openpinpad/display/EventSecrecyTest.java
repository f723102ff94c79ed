// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an event can hold, by its types: no digit, no count of digits, no body of a command. */
class EventSecrecyTest {

    /** What knows of a PIN entry's digits. */
    private static final List<Class<?>> SECRET = List.of(Screen.EnterPin.class, DigitCount.class);

    @Test
    void noTypeThatAnEventCanReachKnowsOfDigits() {
        Set<Class<?>> reached = reachable(Event.class);
        assertTrue(reached.contains(Screen.WrongPin.class), "the search goes into notices");
        assertTrue(reached.contains(Content.class), "the search goes into explanations");
        assertTrue(reachable(Screen.class).containsAll(SECRET), "the search would find them");
        SECRET.forEach(secret -> assertFalse(reached.contains(secret), secret::toString));
    }

    @Test
    void whatAnEventHoldsIsNumbersWordsOfOursAndNothingThatHoldsBytes() {
        Set<Class<?>> leaves = new HashSet<>();
        for (Class<?> type : reachable(Event.class)) {
            boolean ours = type.getPackage() != null && type.getPackage().equals(Event.class.getPackage());
            if (!ours) {
                leaves.add(type);
            }
        }
        // The String is this program's own version, in Screen.Starting.
        assertEquals(Set.of(int.class, boolean.class, OptionalInt.class, String.class), leaves);
        assertEquals(
                List.of(Screen.Starting.class),
                reachable(Event.class).stream()
                        .filter(Class::isRecord)
                        .filter(type -> Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> component.getType() == String.class))
                        .toList());
    }

    @Test
    void anEntryIsNoNotice() {
        assertFalse(Screen.Notice.class.isAssignableFrom(Screen.EnterPin.class));
        assertFalse(Event.class.isAssignableFrom(Screen.EnterPin.class));
    }

    /** The type, what implements it, and the types of all components. */
    private static Set<Class<?>> reachable(Class<?> type) {
        Set<Class<?>> found = new HashSet<>();
        visit(type, found);
        return found;
    }

    private static void visit(Class<?> type, Set<Class<?>> found) {
        if (!found.add(type)) {
            return;
        }
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(kind -> visit(kind, found));
        }
        if (type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .forEach(component -> visit(component, found));
        }
    }
}
