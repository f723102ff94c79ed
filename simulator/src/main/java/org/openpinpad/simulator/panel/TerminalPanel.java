// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import org.openpinpad.display.Display;
import org.openpinpad.display.Frame;

/**
 * The unit drawn in an ANSI terminal. A thread of its own paints, so that a stopped terminal never stops the reader;
 * changes that come faster than it paints are painted together.
 */
public final class TerminalPanel implements Display, AutoCloseable {
    /** Pause after each painting: at most 25 a second. */
    private static final long PAUSE_MILLIS = 40;
    /** How long closing waits for the last painting. */
    private static final long CLOSE_MILLIS = 1000;

    private final PrintStream out;
    private final Supplier<TerminalSize> size;
    private final TrafficPane traffic;
    private final Thread painter = new Thread(this::paintChanges, "display-painter");

    private Frame frame = Frame.drawn(canvas -> {});
    private String line = "";
    private boolean changed;
    private boolean closed;

    private TerminalSize paintedSize = new TerminalSize(0, 0);
    private List<String> painted = List.of();

    private TerminalPanel(PrintStream out, Supplier<TerminalSize> size, TrafficPane traffic) {
        this.out = out;
        this.size = size;
        this.traffic = traffic;
    }

    /** Starts painting on {@code out}, which must encode UTF-8; a {@link RawTerminal} has all that is needed. */
    public static TerminalPanel open(PrintStream out, Supplier<TerminalSize> size, TrafficPane traffic) {
        TerminalPanel panel = new TerminalPanel(out, size, traffic);
        traffic.onChange(panel::change);
        panel.painter.setDaemon(true);
        panel.painter.start();
        return panel;
    }

    @Override
    public synchronized void show(Frame frame, String line) {
        this.frame = frame;
        this.line = line;
        change();
    }

    /** Paints what is not painted yet, then stops. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            painter.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void change() {
        changed = true;
        notifyAll();
    }

    private void paintChanges() {
        try {
            while (awaitChange()) {
                paint();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when all is painted and the panel is closed. */
    private synchronized boolean awaitChange() throws InterruptedException {
        while (!changed && !closed) {
            wait();
        }
        return changed;
    }

    private void paint() {
        TerminalSize now = size.get();
        List<String> lines;
        synchronized (this) {
            changed = false;
            lines = new PanelPage(now, traffic).lines(frame, line);
        }
        StringBuilder commands = new StringBuilder();
        if (!now.equals(paintedSize)) {
            commands.append("\u001b[2J");
            painted = List.of();
        }
        for (int row = 0; row < lines.size(); row++) {
            if (row >= painted.size() || !lines.get(row).equals(painted.get(row))) {
                // Erased before it is written: after the last column some terminals would erase that column.
                commands.append("\u001b[").append(row + 1).append(";1H\u001b[K");
                commands.append(lines.get(row));
            }
        }
        out.print(commands);
        out.flush();
        painted = lines;
        paintedSize = now;
    }
}
