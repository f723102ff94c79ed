// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/**
 * Something that the owner may want to know afterwards. Only what the display showed or could have shown: no PIN, no count
 * of digits, no body of a command.
 */
public sealed interface Event {

    /** The user was asked for a PIN. */
    record PinAsked(PinPurpose purpose) implements Event {}

    /** How an entry, a question or a request ended, as the display said it: right, wrong, cancelled, refused. */
    record Ended(Screen.Notice notice) implements Event {}

    /** The PC's command used a key, or would have. */
    record KeyUse(Explanation what, Result result) implements Event {
        /** What became of it. */
        public enum Result {
            /** The card did it. */
            DONE,
            /** The card answered with an error, or not at all. */
            FAILED,
            /** The user said no, or nothing in time. */
            REFUSED,
            /** The PC or the card went away while the user was asked. */
            WITHDRAWN
        }
    }

    /** The PC sent a PIN. */
    record PinFromPc(boolean letThrough) implements Event {}

    /** The user ended the PIN's authorisation by a key. */
    record Locked() implements Event {}
}
