// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.util.List;
import java.util.Optional;

/** One key of the simulated unit: the character that presses it and what it does, if that is not plain. */
record PanelKey(char symbol, String meaning, Colour colour) {
    /** The colours of bank terminals. */
    enum Colour {
        GREY,
        RED,
        YELLOW,
        GREEN,
        BLUE
    }

    private static final PanelKey CANCEL = new PanelKey('X', "cancel", Colour.RED);
    private static final PanelKey CORRECT = new PanelKey('C', "correct", Colour.YELLOW);
    private static final PanelKey CLEAR = new PanelKey('E', "clear", Colour.YELLOW);
    private static final PanelKey OK = new PanelKey('O', "OK", Colour.GREEN);
    /** Not on the real unit, where a hand does it. */
    static final PanelKey PULL_CARD = new PanelKey('-', "pull card", Colour.BLUE);
    /** Not on the real unit, where a hand does it. */
    static final PanelKey INSERT_CARD = new PanelKey('+', "insert card", Colour.BLUE);

    /** The keypad, 4 by 4. */
    static final List<List<Optional<PanelKey>>> KEYPAD = List.of(
            List.of(digit('1'), digit('2'), digit('3'), Optional.of(CANCEL)),
            List.of(digit('4'), digit('5'), digit('6'), Optional.of(CORRECT)),
            List.of(digit('7'), digit('8'), digit('9'), Optional.of(CLEAR)),
            List.of(Optional.of(PULL_CARD), digit('0'), Optional.of(INSERT_CARD), Optional.of(OK)));

    private static Optional<PanelKey> digit(char digit) {
        return Optional.of(new PanelKey(digit, "", Colour.GREY));
    }
}
