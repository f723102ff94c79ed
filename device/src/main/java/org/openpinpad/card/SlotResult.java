// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

/** How an exchange with the slot ended. Everything but {@link #DONE} leaves the response buffer meaningless. */
public enum SlotResult {
    /** The card answered; the response (or the ATR) stands in the buffer. */
    DONE,
    /** No card in the slot. */
    ABSENT,
    /** The card did not answer in the time that ISO 7816-3 gives it. */
    MUTE,
    /** Parity or block check errors beyond the standard's repeats. */
    PARITY,
    /** The answer did not fit the buffer. */
    OVERRUN,
    /** The first byte of the ATR is neither 3B nor 3F. */
    BAD_ATR_TS,
    /** The ATR's check byte is wrong. */
    BAD_ATR_TCK,
    /** The card speaks no protocol that the slot knows. */
    PROTOCOL_NOT_SUPPORTED,
    /** The card accepts none of the slot's voltages. */
    CLASS_NOT_SUPPORTED,
    /** The slot's hardware failed (short circuit, chip silent). */
    HARDWARE
}
