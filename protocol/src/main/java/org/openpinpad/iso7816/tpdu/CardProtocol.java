// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.nio.ByteBuffer;

/**
 * A transmission protocol (ISO/IEC 7816-3 §10 T=0, §11 T=1) from the side of the interface device, at the level of TPDUs:
 * it turns a command APDU into what is sent to the card and what the card sends into a response APDU. A state machine
 * without time or I/O; the caller sends, waits and tells what came.
 *
 * <p>One APDU after the other: {@link #begin}, then for each {@link Step#SEND} send {@link #tpdu()} and tell what came by
 * {@link #received}, or by {@link #disturbed} that nothing usable came, until {@link Step#DONE} or {@link Step#FAILED}.
 * Whatever the card does, that takes a bounded number of steps.
 *
 * <p>A command may hold a PIN: it is read in its place and copied only into the memory that the protocol was made with.
 */
public interface CardProtocol {

    /** What is to be done next. */
    enum Step {
        /** Send {@link CardProtocol#tpdu()} and wait for what the card answers. */
        SEND,
        /** The response APDU stands in the response buffer, its position behind it. */
        DONE,
        /** There is no response; {@link CardProtocol#failure()} says why. */
        FAILED
    }

    /** Why nothing usable came from the card. */
    enum Disturbance {
        /** The card sent nothing within the time that the protocol gives it. */
        SILENCE,
        /** Characters came with wrong parity, or fewer than announced. */
        PARITY
    }

    /** Why an exchange failed. */
    enum Failure {
        /** The card does not answer any more. */
        SILENT,
        /** What came was garbled beyond the standard's number of repeats. */
        GARBLED,
        /** The card broke the protocol's rules. */
        VIOLATED,
        /** The response is longer than the response buffer. */
        OVERRUN,
        /** The card asked for an end of the exchange (S(ABORT request), §11.6.2.3). */
        ABORTED
    }

    /**
     * Begins to exchange an APDU.
     *
     * @param command a well-formed command APDU, position to limit, 4 to 65 544 bytes, untouched until the exchange has ended
     * @param response receives data and SW1 SW2 at its position
     * @return SEND, or FAILED for a command that is none of ISO/IEC 7816-3 §12.1.3
     */
    Step begin(ByteBuffer command, ByteBuffer response);

    /** The card's TPDU, position to limit: for T=1 a block, prologue to epilogue; for T=0 data and SW1 SW2. */
    Step received(ByteBuffer tpdu);

    /** Nothing usable came in answer to the TPDU sent last. */
    Step disturbed(Disturbance disturbance);

    /** After SEND: what to send, position to limit. T=1: a block of 4 to 259 bytes. T=0: header with P3, or that and a body. */
    ByteBuffer tpdu();

    /** After SEND: by how much the card's waiting time is multiplied for this answer, 1 to 255 (T=1: S(WTX request)). */
    int waitMultiplier();

    /** After FAILED: why. */
    Failure failure();

    /**
     * After FAILED: whether the card and we agree no more on where in a transmission we are. Then it has to be deactivated:
     * the next bytes could be taken for something else.
     */
    boolean outOfStep();

    /** Wipes what is left of the command in the memory that the protocol was made with. */
    void wipe();
}
