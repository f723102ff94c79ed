// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openpinpad.display.Frame;
import org.openpinpad.display.Language;
import org.openpinpad.display.Screen;

class LinePanelTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LinePanel panel =
            new LinePanel(new PrintStream(new BufferedOutputStream(written), false, StandardCharsets.UTF_8));

    @Test
    void writesEachChangeOnceAndAtOnce() {
        panel.show(new Screen.InsertCard(), Language.ENGLISH);
        assertEquals("Insert card\n", text());
        panel.show(new Screen.InsertCard(), Language.ENGLISH);
        assertEquals("Insert card\n", text());
        panel.show(new Screen.Checking(), Language.GERMAN);
        panel.show(new Screen.InsertCard(), Language.ENGLISH);
        assertEquals("Insert card\nWird geprüft...\nInsert card\n", text());
    }

    @Test
    void aPictureThatChangesWithoutItsTextIsNoNews() {
        panel.show(Frame.drawn(canvas -> canvas.light(0, 0)), "same");
        panel.show(Frame.drawn(canvas -> canvas.light(1, 1)), "same");
        assertEquals("same\n", text());
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
