// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import org.openpinpad.ccid.message.SlotError;

/** How an exchange with the slot ended. Everything but {@link #DONE} leaves the response buffer meaningless. */
public enum SlotResult {
    /** The card answered; the response (or the ATR) stands in the buffer. */
    DONE(0),
    /** No card in the slot. */
    ABSENT(SlotError.ICC_MUTE),
    /** The card did not answer in the time that ISO 7816-3 gives it. */
    MUTE(SlotError.ICC_MUTE),
    /** Parity or block check errors beyond the standard's repeats. */
    PARITY(SlotError.XFR_PARITY_ERROR),
    /** The answer did not fit the buffer. */
    OVERRUN(SlotError.XFR_OVERRUN),
    /** The card broke the rules of its protocol, or asked for an end of the exchange. */
    VIOLATED(SlotError.XFR_PARITY_ERROR),
    /** The first byte of the ATR is neither 3B nor 3F. */
    BAD_ATR_TS(SlotError.BAD_ATR_TS),
    /** The ATR's check byte is wrong. */
    BAD_ATR_TCK(SlotError.BAD_ATR_TCK),
    /** The card speaks no protocol that the slot knows. */
    PROTOCOL_NOT_SUPPORTED(SlotError.ICC_PROTOCOL_NOT_SUPPORTED),
    /** The card accepts none of the slot's voltages. */
    CLASS_NOT_SUPPORTED(SlotError.ICC_CLASS_NOT_SUPPORTED),
    /** The slot's hardware failed (short circuit, chip silent). */
    HARDWARE(SlotError.HW_ERROR);

    private final int slotError;

    SlotResult(int slotError) {
        this.slotError = slotError;
    }

    /** The bError that tells the PC (CCID 1.1 §6.2.6); without meaning for {@link #DONE}. */
    public int slotError() {
        return slotError;
    }
}
