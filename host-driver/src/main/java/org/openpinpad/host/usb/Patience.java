// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

/**
 * How long a command's answer is waited for.
 *
 * @param silenceMs longest time without a sign of life; a time extension multiplies it, once (CCID 1.1 §6.2.6)
 * @param totalMs longest time altogether, however many extensions there are
 * @param abortable whether the command is one that a person keeps busy, and so is aborted rather than abandoned
 */
record Patience(int silenceMs, int totalMs, boolean abortable) {

    /** Commands that the reader answers by itself. */
    static final Patience READER = new Patience(3_000, 10_000, false);

    /** Commands that the card works at; generating a key may take minutes, during which the reader asks for time. */
    static final Patience CARD = new Patience(10_000, 300_000, false);

    /** Longer than any reader of the field lets an entry without a timeout last. */
    private static final int ENTRY_MIN_MS = 90_000;

    private static final int ENTRY_MARGIN_MS = 10_000;

    /** A PIN entry with the given bTimeOut. Not all readers send time extensions meanwhile. */
    static Patience pinEntry(int timeOutSeconds) {
        int totalMs = Math.max(ENTRY_MIN_MS, timeOutSeconds * 1_000 + ENTRY_MARGIN_MS);
        return new Patience(totalMs, totalMs, true);
    }
}
