// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;

/**
 * A contact slot with at most one card, at the level of whole APDUs: T=0 and T=1 live below this line.
 *
 * <p>Calls block and come one at a time, from any thread; {@link #present()} and {@link #powered()} may be called by any thread
 * meanwhile.
 * Buffers are direct. A command may hold a PIN and lie in the locked page: an implementation reads it in place and
 * copies no part of it to the heap.
 */
public interface CardSlot extends AutoCloseable {

    /** Told, from any thread and without waiting, that a card came ({@code true}) or went ({@code false}). */
    interface PresenceListener {
        void presence(boolean present);
    }

    /** Whether a card is in the slot now. Does not block. */
    boolean present();

    /**
     * Whether the card in the slot has its power: false after a failure that the slot answered by taking it away. Does not
     * block, and may be called by any thread.
     */
    default boolean powered() {
        return present();
    }

    /** Registers the one listener; it is told of changes from now on. */
    void listen(PresenceListener listener);

    /**
     * Cold reset (ISO 7816-3 §6.2.2) with whatever voltage the card takes.
     *
     * @param atr receives the answer to reset, 2 to 33 bytes, at its position
     */
    SlotResult powerOn(ByteBuffer atr);

    /** Deactivates the contacts. Without effect when they are inactive. */
    void powerOff();

    /**
     * Sends one command APDU and waits for its response APDU (ISO 7816-4 §5.1), short or extended.
     *
     * @param command the command, from position to limit; 4 to 65 544 bytes; position is left where it was
     * @param response receives data and SW1 SW2 at its position, at most its remaining bytes
     */
    SlotResult transmit(ByteBuffer command, ByteBuffer response);

    /**
     * Wipes memory of the slot's own that may hold a command, in the middle of one if need be: the program is about to end
     * because of a fault. Called by any thread.
     */
    default void wipe() {}

    @Override
    void close();
}
