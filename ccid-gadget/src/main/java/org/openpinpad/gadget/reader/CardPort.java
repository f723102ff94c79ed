// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;

/**
 * The engine's way to the card. Calls only start work and return at once; the end of each job comes back as {@link
 * ReaderEngine#cardDone} or {@link ReaderEngine#cardFailed} with the job's number. Jobs are carried out in their order; at
 * most one waits while one is under way.
 */
public interface CardPort {

    /** Whether a card is in the slot now. */
    boolean present();

    /** Cold reset; the ATR goes to {@code atr}'s position, at most its remaining bytes. */
    void powerOn(int job, ByteBuffer atr);

    void powerOff(int job);

    /** One command APDU, position to limit; its response APDU goes to {@code response}'s position. */
    void transmit(int job, ByteBuffer command, ByteBuffer response);
}
