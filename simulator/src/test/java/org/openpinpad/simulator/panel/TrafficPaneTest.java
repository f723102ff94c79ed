// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrafficPaneTest {
    @Test
    void keepsTheNewestLinesInOrder() {
        TrafficPane pane = new TrafficPane(3);
        for (int i = 1; i <= 5; i++) {
            pane.add("line " + i);
        }
        assertEquals(List.of("line 3", "line 4", "line 5"), pane.latest(10));
        assertEquals(List.of("line 5"), pane.latest(1));
        assertEquals(List.of(), pane.latest(0));
    }

    @Test
    void takesOutWhatATerminalWouldObey() {
        TrafficPane pane = new TrafficPane(1);
        pane.add("a\u001b[2Jb\nc\u009bd\u0000");
        assertEquals(List.of("a.[2Jb.c.d."), pane.latest(1));
    }

    @Test
    void cutsLinesWithoutEnd() {
        TrafficPane pane = new TrafficPane(1);
        pane.add("x".repeat(100_000));
        assertEquals(400, pane.latest(1).get(0).length());
    }

    @Test
    void tellsEachAddition() {
        TrafficPane pane = new TrafficPane(1);
        AtomicInteger calls = new AtomicInteger();
        pane.onChange(calls::incrementAndGet);
        pane.add("one");
        pane.add("two");
        assertEquals(2, calls.get());
    }

    @Test
    void mustKeepSomething() {
        assertThrows(IllegalArgumentException.class, () -> new TrafficPane(0));
    }
}
