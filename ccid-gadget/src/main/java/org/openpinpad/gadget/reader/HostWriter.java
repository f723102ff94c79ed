// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;

/**
 * The transport's way to the host, called by the reader's threads.
 *
 * <p>Both calls wait until the host has taken the bytes, and return {@code false} when the bus went away meanwhile (reset,
 * disconnect, not yet configured): the message is lost then, as the host is no longer there to miss it.
 */
public interface HostWriter {

    /**
     * Sends one bulk-IN message (position to limit) as one USB transfer: a message that ends on a packet boundary is
     * followed by a zero-length packet. Never called by two threads at a time.
     */
    boolean bulkIn(ByteBuffer message);

    /** Sends one interrupt-IN notification (position to limit). Never called by two threads at a time. */
    boolean interruptIn(ByteBuffer notification);
}
