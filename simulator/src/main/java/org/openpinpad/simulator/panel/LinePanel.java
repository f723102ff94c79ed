// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.io.PrintStream;
import org.openpinpad.display.Display;
import org.openpinpad.display.Frame;

/** The display for scripts: each change of its text is one line, written at once. */
public final class LinePanel implements Display {
    private final PrintStream out;
    private String last = "";

    /** The stream must encode UTF-8: German has letters beyond ASCII. */
    public LinePanel(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void show(Frame frame, String line) {
        if (!line.equals(last)) {
            last = line;
            out.print(line + "\n");
            out.flush();
        }
    }
}
