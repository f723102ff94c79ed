// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpinpad.display.Frame;

@Timeout(10)
class TerminalPanelTest {
    private static final Frame EMPTY = Frame.drawn(canvas -> {});
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final TrafficPane traffic = new TrafficPane(10);
    private final TerminalPanel panel = TerminalPanel.open(
            new PrintStream(written, false, StandardCharsets.UTF_8), () -> TerminalSize.USUAL, traffic);

    @Test
    void paintsOnlyTheRowsThatChanged() throws InterruptedException {
        panel.show(EMPTY, "first");
        awaitText("insert card\u001b[0m");
        written.reset();
        panel.show(EMPTY, "second");
        panel.close();
        assertEquals("\u001b[19;1H\u001b[K\u001b[1msecond\u001b[0m", text());
    }

    @Test
    void paintsTheTrafficAsItComes() throws InterruptedException {
        traffic.add("PC_to_RDR_Secure");
        awaitText("PC_to_RDR_Secure");
        panel.close();
    }

    @Test
    void paintsTheLastStateBeforeItCloses() {
        panel.show(EMPTY, "one");
        panel.show(EMPTY, "two");
        panel.show(EMPTY, "last");
        panel.close();
        assertTrue(text().contains("last"));
    }

    @Test
    void neverWaitsForAStoppedTerminal() throws InterruptedException {
        PrintStream stopped = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8) {
            @Override
            public void flush() {
                try {
                    Thread.sleep(Duration.ofSeconds(8).toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        TerminalPanel slow = TerminalPanel.open(stopped, () -> TerminalSize.USUAL, new TrafficPane(1));
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            slow.show(EMPTY, "line " + i);
            Thread.sleep(1);
        }
        assertFalse(Duration.ofNanos(System.nanoTime() - start).toSeconds() >= 4);
    }

    private void awaitText(String expected) throws InterruptedException {
        while (!text().contains(expected)) {
            Thread.sleep(5);
        }
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
