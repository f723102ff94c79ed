// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.descriptor.CcidDescriptor;

/**
 * The reader as the bus sees it: what a transport tells and asks it. Any thread may call; no call waits for a key or,
 * {@link #work} aside, for the card; {@link #freeBuffer} waits for a buffer.
 */
public interface ReaderBus {

    /** What the transport puts into its configuration descriptor. */
    CcidDescriptor descriptor();

    ReaderIdentity identity();

    /** Says where messages to the host go, before anything else is called. */
    void connect(HostWriter writer);

    /** A direct buffer for the next bulk-OUT message; waits while all are in use, which makes the bus say "not ready". */
    ByteBuffer freeBuffer() throws InterruptedException;

    /**
     * One bulk-OUT transfer or frame, complete or cut short, from position to limit of a {@link #freeBuffer}.
     *
     * @return whether the reader keeps the buffer; the transport then goes on with another {@link #freeBuffer}
     */
    boolean message(ByteBuffer message);

    /**
     * As {@link #message}, but work that it brings for the card is left to the caller, who must call {@link #work} next. For a
     * transport with two reading threads: one works while the other reads on, and no exchange waits for a change of threads.
     */
    default boolean offer(ByteBuffer message) {
        return message(message);
    }

    /** Does the card's work that was offered, if the slot is free; returns when the host has the answer. */
    default void work() {}

    /**
     * Control request ABORT (CCID 1.1 §5.3.1).
     *
     * @return false when there is no such slot: the transport stalls the request
     */
    boolean abort(int slot, int seq);

    /** The data stage of GET_CLOCK_FREQUENCIES (§5.3.2): little-endian words of kHz. */
    ByteBuffer clockFrequencies();

    /** The data stage of GET_DATA_RATES (§5.3.3): little-endian words of bit/s. */
    ByteBuffer dataRates();

    /** SET_CONFIGURATION chose the reader's configuration: messages may come now. */
    void configured();

    /** Bus reset, disconnect, unbind, or configuration 0: whatever was under way ends, a PIN entry is wiped. */
    void deconfigured();

    /** The bus sleeps: a PIN entry is wiped. */
    void suspended();

    void resumed();
}
