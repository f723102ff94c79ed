// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.openpinpad.gadget.reader.Bytes.hex;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A host that takes what is written to it while its gate is open. */
final class ThreadedHost implements HostWriter {
    final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    final BlockingQueue<String> notifications = new LinkedBlockingQueue<>();
    private boolean reads = true;
    private boolean away;
    private int resets;
    private int writers;

    @Override
    public boolean bulkIn(ByteBuffer message) {
        synchronized (this) {
            assertEquals(0, writers, "one thread at a time");
            writers++;
            boolean there = awaitGate();
            writers--;
            if (!there) {
                return false;
            }
        }
        return replies.add(Reply.of(hex(message)));
    }

    private boolean awaitGate() {
        int before = resets;
        try {
            while (!reads && !away && resets == before) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !away && resets == before;
    }

    @Override
    public boolean interruptIn(ByteBuffer notification) {
        return notifications.add(hex(notification));
    }

    synchronized void reads(boolean now) {
        reads = now;
        notifyAll();
    }

    synchronized void away(boolean now) {
        away = now;
        resets++;
        notifyAll();
    }

    Reply next() throws InterruptedException {
        Reply reply = replies.poll(ReaderRig.WAIT_MS, TimeUnit.MILLISECONDS);
        assertNotNull(reply, "the host waits for an answer");
        return reply;
    }

    Reply nextFinal() throws InterruptedException {
        Reply reply = next();
        while (!reply.isFinal()) {
            reply = next();
        }
        return reply;
    }
}
