// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

/** What can go wrong between driver, chip and card. */
public enum Fault {
    /** A character from the card has wrong parity beyond repeats: the chip says XFR_PARITY_ERROR. */
    PARITY(Place.CONTACTS),
    /** What the device sends does not reach the card. */
    LOST_TO_CARD(Place.CONTACTS),
    /** What the card sends does not reach the chip. */
    LOST_FROM_CARD(Place.CONTACTS),
    /** What the device sends reaches the card with one bit turned. */
    BIT_TO_CARD(Place.CONTACTS),
    /** What the card sends reaches the chip with one bit turned. */
    BIT_FROM_CARD(Place.CONTACTS),
    /** The card sends what it sent before, instead of what is due. */
    REPEATED_BY_CARD(Place.CONTACTS),
    /** The card stops in the middle of what it sends. */
    CUT_FROM_CARD(Place.CONTACTS),
    /** The card's node address, control byte or length is none that fits, under a right check code. */
    WRONG_PROLOGUE(Place.CONTACTS),
    /** S(WTX request) or NULL bytes, again and again. */
    TIME_STORM(Place.CARD),
    /** S(IFS request) with any value, 0 and FF among them. */
    ODD_IFS(Place.CARD),
    /** S(ABORT request). */
    ABORT(Place.CARD),
    /** The card says nothing any more. */
    SILENCE(Place.CONTACTS),
    /** The card is pulled while bytes cross the UART. */
    REMOVAL(Place.UART),
    /** A byte of a frame to the chip is lost. */
    UART_LOST_TO_CHIP(Place.UART),
    /** A bit of a frame to the chip is turned. */
    UART_BIT_TO_CHIP(Place.UART),
    /** A byte of a frame from the chip is lost. */
    UART_LOST_FROM_CHIP(Place.UART),
    /** A bit of a frame from the chip is turned. */
    UART_BIT_FROM_CHIP(Place.UART),
    /** A byte too many comes from the chip. */
    UART_RUBBISH(Place.UART),
    /** The chip's answer has another bSeq. */
    WRONG_SEQ(Place.UART),
    /** The chip does not answer. */
    CHIP_SILENT(Place.UART);

    /** Where it happens, which says what is counted until it does. */
    enum Place {
        /** TPDUs. */
        CONTACTS,
        /** Commands. */
        CARD,
        /** Bytes of the UART, frames for those that concern whole ones. */
        UART
    }

    private final Place place;

    Fault(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }
}
