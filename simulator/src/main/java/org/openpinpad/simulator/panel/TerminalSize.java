// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

/** The size of a terminal in characters. */
public record TerminalSize(int columns, int rows) {
    /** What a terminal that does not tell its size is taken for. */
    public static final TerminalSize USUAL = new TerminalSize(80, 24);
}
