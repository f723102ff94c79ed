// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of the decoded USB traffic, for whoever shows them. Any thread may add. */
public final class TrafficPane {
    private static final int MAX_LINE = 400;

    private final int capacity;
    private final Deque<String> lines = new ArrayDeque<>();
    private volatile Runnable onChange = () -> {};

    /** Keeps the last {@code capacity} lines. */
    public TrafficPane(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a traffic pane keeps at least one line");
        }
        this.capacity = capacity;
    }

    /** Adds a line; what a terminal would take for a command, and a line's end beyond 400 characters, is taken out. */
    public void add(String line) {
        String shown = line.substring(0, Math.min(line.length(), MAX_LINE)).replaceAll("[\\p{Cc}\\p{Cf}]", ".");
        synchronized (lines) {
            lines.addLast(shown);
            if (lines.size() > capacity) {
                lines.removeFirst();
            }
        }
        onChange.run();
    }

    /** The newest lines, oldest first, at most {@code count}. */
    List<String> latest(int count) {
        synchronized (lines) {
            return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
        }
    }

    /** Calls {@code listener} after each added line, on the thread that added it. */
    void onChange(Runnable listener) {
        onChange = listener;
    }
}
