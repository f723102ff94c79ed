// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.Header;

/**
 * The messages that wait for the host, in order, at most {@value #CAPACITY}. Short ones are copied into buffers of the
 * queue; a long one stays where the card's answer was put.
 *
 * <p>{@link #drain} writes them, one writer at a time. The thread that brought the card's answer drains by itself, which
 * spares a change of threads on every exchange; the thread {@code usb-in} drains what others queued.
 */
final class BulkInQueue {

    static final int CAPACITY = 16;

    /** A command has at most two answers (an aborted one's, its own), and time extensions come between. */
    private static final int ROOM_FOR_A_COMMAND = 4;

    private static final int EXTENSION_STATUS = CommandStatus.TIME_EXTENSION.code() << 6;

    private final ByteBuffer[] copies = new ByteBuffer[CAPACITY];
    private final ByteBuffer[] entries = new ByteBuffer[CAPACITY];
    private final Object writing = new Object();

    private int head;
    private int count;
    private boolean headInFlight;

    BulkInQueue() {
        for (int i = 0; i < CAPACITY; i++) {
            copies[i] = ByteBuffer.allocateDirect(HostPort.COPIED_MAX);
        }
    }

    /** Queues a message. A time extension is left out when the host reads nothing: the room left is for final answers. */
    synchronized void add(ByteBuffer message) {
        boolean extension = (message.get(message.position() + Header.SPECIFIC) & 0xC0) == EXTENSION_STATUS;
        if (count >= (extension ? CAPACITY - ROOM_FOR_A_COMMAND : CAPACITY)) {
            return;
        }
        int index = (head + count) % CAPACITY;
        if (message.remaining() <= HostPort.COPIED_MAX) {
            entries[index] = copies[index].clear().put(message.duplicate()).flip();
        } else {
            entries[index] = message.duplicate();
        }
        count++;
    }

    /** Waits until a command can be answered; this is what makes the bus say "not ready" to a host that does not read. */
    synchronized void awaitRoom() throws InterruptedException {
        while (count > CAPACITY - ROOM_FOR_A_COMMAND) {
            wait();
        }
    }

    /** Wakes {@link #awaitWork}. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized void awaitWork() throws InterruptedException {
        while (count == 0 || headInFlight) {
            wait();
        }
    }

    synchronized boolean isEmpty() {
        return count == 0;
    }

    /** Forgets everything but the message that is being written. */
    synchronized void clear() {
        count = headInFlight ? 1 : 0;
        notifyAll();
    }

    /** Writes until the queue is empty. Returns only when what the caller queued before is written or lost. */
    void drain(HostWriter host) {
        synchronized (writing) {
            for (ByteBuffer next = take(); next != null; next = take()) {
                host.bulkIn(next);
                written();
            }
        }
    }

    private synchronized ByteBuffer take() {
        if (count == 0) {
            return null;
        }
        headInFlight = true;
        return entries[head];
    }

    private synchronized void written() {
        entries[head] = null;
        head = (head + 1) % CAPACITY;
        count--;
        headInFlight = false;
        if (count >= CAPACITY - ROOM_FOR_A_COMMAND) {
            notifyAll();
        }
    }
}
