// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import java.nio.ByteBuffer;

/**
 * A serial line to a card chip, and its clock: 115 200 bit/s, 8 data bits, no parity, 2 stop bits. Buffers are direct and are
 * read and written in their place, for what crosses may hold a PIN.
 *
 * <p>One thread at a time writes and reads; only {@link #await} may be called by another one meanwhile.
 */
public interface SerialLine extends AutoCloseable {

    /** The line is gone: a device that was pulled, a pseudo-terminal without another end. */
    int GONE = -1;

    /**
     * Sends all bytes from position to limit; the position moves to the limit.
     *
     * @return false when the line is gone or takes nothing any more
     */
    boolean write(ByteBuffer bytes);

    /**
     * Waits for bytes until {@code untilNs} of {@link #nowNs()} and takes what is there, at most the buffer's remaining
     * bytes, at its position, which moves.
     *
     * @return how many bytes came: 0 when the time was over, {@link #GONE} when the line is gone
     */
    int read(ByteBuffer bytes, long untilNs);

    /** Waits at most {@code timeoutMs} until there is something to read, without reading it; false when there is not. */
    boolean await(int timeoutMs);

    /** The clock of this line: nanoseconds since some moment. */
    long nowNs();

    @Override
    void close();
}
