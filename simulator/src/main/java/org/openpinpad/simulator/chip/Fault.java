// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

/** What can go wrong between driver, chip and card. */
public enum Fault {
    /** A character from the card has wrong parity beyond repeats: the chip says XFR_PARITY_ERROR. */
    PARITY(Place.PIECE),
    /** What the device sends does not reach the card. */
    LOST_TO_CARD(Place.PIECE),
    /** What the card sends does not reach the chip. */
    LOST_FROM_CARD(Place.PIECE),
    /** What the device sends reaches the card with one bit turned. */
    BIT_TO_CARD(Place.PIECE),
    /** What the card sends reaches the chip with one bit turned. */
    BIT_FROM_CARD(Place.PIECE),
    /** The card sends what it sent before, instead of what is due. */
    REPEATED_BY_CARD(Place.PIECE),
    /** What the card sends comes too late: as the answer to the next TPDU. */
    LATE_FROM_CARD(Place.PIECE),
    /** The card is pulled while it works or answers. */
    REMOVAL_AT_WORK(Place.PIECE),
    /** The card stops in the middle of what it sends. */
    CUT_FROM_CARD(Place.PIECE),
    /** The card's node address, control byte or length is none that fits, under a right check code. */
    WRONG_PROLOGUE(Place.PIECE),
    /** S(WTX request) or NULL bytes, again and again. */
    TIME_STORM(Place.COMMAND),
    /** S(IFS request) with any value, 0 and FF among them. */
    ODD_IFS(Place.COMMAND),
    /** S(ABORT request). */
    ABORT(Place.COMMAND),
    /** The card says nothing any more. */
    SILENCE(Place.PIECE),
    /** The card is pulled while bytes cross the UART. */
    REMOVAL(Place.BYTE),
    /** A byte of a frame to the chip is lost. */
    UART_LOST_TO_CHIP(Place.BYTE),
    /** A bit of a frame to the chip is turned. */
    UART_BIT_TO_CHIP(Place.BYTE),
    /** A byte of a frame from the chip is lost. */
    UART_LOST_FROM_CHIP(Place.BYTE),
    /** A bit of a frame from the chip is turned. */
    UART_BIT_FROM_CHIP(Place.BYTE),
    /** A byte of no frame comes before a frame from the chip. */
    UART_RUBBISH(Place.PIECE),
    /** The chip's answer has another bSeq. */
    WRONG_SEQ(Place.PIECE),
    /** The chip does not answer. */
    CHIP_SILENT(Place.PIECE);

    /** Where it happens, which says what is counted until it does. */
    enum Place {
        /** What goes over in one piece: TPDUs, frames. */
        PIECE,
        /** Commands. */
        COMMAND,
        /** Bytes of the UART. */
        BYTE
    }

    private final Place place;

    Fault(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }
}
