// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.nio.ByteBuffer;

/**
 * Watches what the PC and the reader say to each other. Called by the transport's and the reader's threads, so it must be
 * quick; the bytes are read-only and valid during the call.
 */
@FunctionalInterface
public interface TrafficListener {

    /** Endpoints by what they are for. */
    enum Endpoint {
        /** To the reader: a setup packet. To the PC: a data stage. */
        CONTROL,
        BULK,
        INTERRUPT
    }

    /** Which way the bytes went. */
    enum Direction {
        TO_READER,
        TO_PC
    }

    /** Nobody watches. */
    TrafficListener NONE = (direction, endpoint, bytes) -> {};

    /**
     * One whole message from position to limit. Of a message that is too long for the reader only what it kept; everything
     * that went to the PC.
     */
    void message(Direction direction, Endpoint endpoint, ByteBuffer bytes);

    /** A PC took the reader. */
    default void attached(String peer) {}

    /** It let go of it; {@code why} is for a person to read. */
    default void detached(String why) {}
}
