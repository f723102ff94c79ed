// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.keypad;

/** The keys that are no digits. They may be events, for they tell nothing of a PIN. */
public enum ControlKey {
    OK,
    /** Takes the last digit back. */
    CORRECT,
    /** Takes all digits of the PIN back. */
    CLEAR,
    CANCEL,
    /** For the simulator: pulls the card out. */
    PULL_CARD,
    /** For the simulator: puts the card in. */
    INSERT_CARD;

    private static final int BACKSPACE = 8;
    /** What a terminal sends for Ctrl-U, which there erases the line. */
    private static final int KILL_LINE = 21;

    private static final int DELETE = 127;
    private static final int CARRIAGE_RETURN = 13;

    /** The key of a byte, null when it is none: letters as scripts write them, and what a terminal sends for enter and delete. */
    static ControlKey of(int code) {
        return switch (code) {
            case 'O', 'o', CARRIAGE_RETURN -> OK;
            case 'C', 'c', BACKSPACE, DELETE -> CORRECT;
            case 'E', 'e', KILL_LINE -> CLEAR;
            case 'X', 'x' -> CANCEL;
            case '-' -> PULL_CARD;
            case '+' -> INSERT_CARD;
            default -> null;
        };
    }
}
