// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;

/**
 * The engine's way to the card. Calls only note a job and return at once; the end of each job comes back as {@link
 * ReaderEngine#cardDone} or {@link ReaderEngine#cardFailed} with the job's number. Jobs are carried out in their order, one
 * at a time; at most one waits while one is under way.
 *
 * <p>Whoever had the engine's turn says afterwards, by {@link #dispatch} or {@link #carryOut}, on which thread a noted job is
 * done.
 */
public interface CardPort {

    /** Lets the slot's own thread carry out a job that was noted, if there is one. Returns at once. */
    void dispatch();

    /**
     * Carries out a job that was noted, if there is one and the slot is free, on the calling thread, which holds no turn; it
     * returns when the host has the answer.
     */
    void carryOut();

    /** Whether a card is in the slot now. */
    boolean present();

    /** Whether that card still has its power. One that lost it by itself, or fell out of step, takes no command before a reset. */
    default boolean powered() {
        return present();
    }

    /** Cold reset; the ATR goes to {@code atr}'s position, at most its remaining bytes. */
    void powerOn(int job, ByteBuffer atr);

    void powerOff(int job);

    /** One command APDU, position to limit; its response APDU goes to {@code response}'s position. */
    void transmit(int job, ByteBuffer command, ByteBuffer response);
}
