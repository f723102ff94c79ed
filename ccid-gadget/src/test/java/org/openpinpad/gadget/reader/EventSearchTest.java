// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * All sequences of events, breadth first until no new state comes, states that look alike to host, card, pad and guard taken
 * for one; and long random walks for what looks alike but is not. Whatever happens: one final answer a message, never an answer
 * that nobody asked for, no entry or question that outlives its command, no command at the card that the guard did not pass
 * or the user did not allow, no byte changed that the card still reads, no exception, and the reader works afterwards.
 */
class EventSearchTest {

    private static final int DEPTH_MAX = 30;
    private static final int WALKS = 300;
    private static final int WALK_LENGTH = 40;

    @Test
    void every_sequence_of_events_keeps_the_rules() {
        Set<String> seen = new HashSet<>();
        List<List<EventWorld.Event>> level = List.of(List.of());
        int depth = 0;
        for (; !level.isEmpty(); depth++) {
            assertTrue(depth < DEPTH_MAX, "the states do not end: " + seen.size());
            List<List<EventWorld.Event>> next = new ArrayList<>();
            for (List<EventWorld.Event> past : level) {
                for (EventWorld.Event event : EventWorld.Event.values()) {
                    List<EventWorld.Event> sequence = new ArrayList<>(past);
                    sequence.add(event);
                    String state = run(sequence);
                    if (state != null && seen.add(state)) {
                        next.add(sequence);
                    }
                }
            }
            level = next;
        }
        assertTrue(depth >= 6 && seen.size() > 100, seen.size() + " states in " + depth + " steps");
    }

    @Test
    void long_random_walks_keep_the_rules() {
        Random random = new Random(1129);
        EventWorld.Event[] events = EventWorld.Event.values();
        for (int walk = 0; walk < WALKS; walk++) {
            List<EventWorld.Event> sequence = new ArrayList<>();
            for (int i = 0; i < WALK_LENGTH; i++) {
                sequence.add(events[random.nextInt(events.length)]);
            }
            run(sequence);
        }
    }

    /** What the last event leads to; null when it cannot happen. */
    private static String run(List<EventWorld.Event> sequence) {
        EventWorld world = new EventWorld();
        try {
            boolean happened = true;
            for (EventWorld.Event event : sequence) {
                happened = world.happens(event);
            }
            if (!happened) {
                return null;
            }
            String looks = world.looks();
            String state = looks + " | " + world.settle();
            world.rig.worksAgain();
            return state;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(sequence + ": " + e + "\n" + world.rig.host.log, e);
        }
    }
}
