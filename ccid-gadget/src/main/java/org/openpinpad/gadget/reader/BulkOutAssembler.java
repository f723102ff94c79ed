// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.message.Header;

/**
 * Puts bulk-OUT messages together from what single reads of the endpoint bring.
 *
 * <p>A message ends when 10 + dwLength bytes are there or when a short packet ends the transfer (USB 2.0 §5.8.3). Hosts add
 * no zero-length packet to a message that ends on a packet boundary, so a read must never ask for more packets than the
 * message still has: first one packet, which tells dwLength, then exactly the rest, rounded up to whole packets.
 * Zero-length packets between messages are passed over. What does not fit is swallowed up to the next short packet.
 */
public final class BulkOutAssembler {

    private final int packetSize;
    private ByteBuffer buffer;
    private boolean swallowing;

    /**
     * @param packetSize wMaxPacketSize of the endpoint
     * @param buffer where messages are put together from index 0; its capacity is rounded down to whole packets
     */
    public BulkOutAssembler(int packetSize, ByteBuffer buffer) {
        this.packetSize = packetSize;
        use(buffer);
    }

    /** Goes on with another buffer, because the reader keeps the last one. Between messages only. */
    public void use(ByteBuffer next) {
        if (next.capacity() < packetSize) {
            throw new IllegalArgumentException("the buffer holds not even one packet");
        }
        buffer = next;
        begin();
    }

    /** The next read begins a message: after one that the reader did not keep, or to forget half of one (bus reset). */
    public void begin() {
        swallowing = false;
        buffer.clear().limit(packetSize);
    }

    /** Where the next read puts its bytes: exactly as many as remaining, always whole packets. */
    public ByteBuffer space() {
        return buffer;
    }

    /**
     * Takes note that a read brought {@code count} bytes at the position of {@link #space()}, which it did not move; fewer
     * than remained there only when a short packet ended the transfer.
     *
     * @return whether a message, well-formed or not, now stands in {@link #message()}; then {@link #begin} or {@link
     *     #use} comes before the next read
     */
    public boolean received(int count) {
        boolean endsShort = count < buffer.remaining() || count % packetSize != 0;
        if (swallowing) {
            return swallowed(endsShort);
        }
        buffer.position(buffer.position() + count);
        int have = buffer.position();
        if (have == 0) {
            begin();
            return false;
        }
        if (endsShort || have < Header.LENGTH) {
            return complete(have);
        }
        long missing = missing(have);
        if (missing <= 0) {
            return complete(have);
        }
        long packets = (missing + packetSize - 1) / packetSize * packetSize;
        if (have + packets > buffer.capacity()) {
            swallowing = true;
            buffer.position(packetSize).limit(2 * packetSize);
            return false;
        }
        buffer.limit(have + (int) packets);
        return false;
    }

    /** The message after {@link #received} said so, from position to limit. A transfer too long shows its first packet. */
    public ByteBuffer message() {
        return buffer;
    }

    private boolean swallowed(boolean endsShort) {
        buffer.position(packetSize).limit(2 * packetSize);
        return endsShort && complete(packetSize);
    }

    private long missing(int have) {
        buffer.position(0);
        long missing = Header.LENGTH + Header.dwLength(buffer) - have;
        buffer.position(have);
        return missing;
    }

    private boolean complete(int length) {
        buffer.position(0).limit(length);
        return true;
    }
}
