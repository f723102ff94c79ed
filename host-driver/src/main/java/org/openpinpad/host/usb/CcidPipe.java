// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.host.ReaderException;

/**
 * The USB pipes of one CCID interface (CCID 1.1 §3): bulk out, bulk in, and class requests on the control pipe.
 *
 * <p>Belongs to one thread. Every call that fails for a reason other than time throws a {@link ReaderException} whose
 * sentence is for the user. Buffers given are direct.
 */
public interface CcidPipe extends AutoCloseable {

    /** {@link #bulkIn} when nothing came in time. */
    int TIMED_OUT = -1;

    /** What the reader is called, for the user. */
    String name();

    /** The class descriptor, read when the pipe was opened. */
    CcidDescriptor descriptor();

    /** Sends one message, from position to limit. A message is one transfer; no zero-length packet follows it. */
    void bulkOut(ByteBuffer message, int timeoutMs);

    /**
     * Receives one transfer at the buffer's position and moves that behind it.
     *
     * @param into room for the longest message, rounded up to whole packets
     * @return the transfer's length, 0 for a zero-length packet, or {@link #TIMED_OUT}
     */
    int bulkIn(ByteBuffer into, int timeoutMs);

    /**
     * Sends a class request to the interface without data (CCID 1.1 §5.3), as ABORT is.
     *
     * @param request bRequest
     * @param value wValue
     */
    void control(int request, int value, int timeoutMs);

    @Override
    void close();
}
