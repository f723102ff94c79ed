// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.openpinpad.gadget.reader.BulkOutAssembler;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.linux.Errno;

/**
 * The threads {@code usb-out}: one reads while the other works. Who has read a message gives it to the reader, lets the other
 * one read on, and does the card's work itself, so that the answer goes out on the thread that the question came in on.
 */
final class MessageReader implements Runnable {

    private static final long RETRY_MS = 5;

    private final EndpointFile out;
    private final ReaderBus reader;
    private final BusState bus;
    private final IntConsumer packetSizes;

    /** Held from the first byte of a message until the reader has taken it, so that messages keep their order. */
    private final ReentrantLock reading = new ReentrantLock();

    private ByteBuffer buffer;
    private BulkOutAssembler assembler;
    private int configuration;

    /** Told the size of packets of each configuration, before its first message. */
    MessageReader(EndpointFile out, ReaderBus reader, BusState bus, IntConsumer packetSizes) {
        this.out = out;
        this.reader = reader;
        this.bus = bus;
        this.packetSizes = packetSizes;
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                takeMessage();
                reader.work();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeMessage() throws InterruptedException {
        reading.lock();
        try {
            if (buffer == null) {
                buffer = reader.freeBuffer();
            }
            readMessage();
            if (reader.offer(assembler.message())) {
                buffer = null;
                buffer = reader.freeBuffer();
                assembler.use(buffer);
            } else {
                assembler.begin();
            }
        } finally {
            reading.unlock();
        }
    }

    private void readMessage() throws InterruptedException {
        boolean complete = false;
        while (!complete) {
            if (assembler == null) {
                awaitConfiguration();
            }
            int count = out.read(assembler.space());
            if (count >= 0) {
                complete = assembler.received(count);
            } else if (count == -Errno.ESHUTDOWN || !bus.isEnabled()) {
                assembler = null;
            } else {
                // dwc2 refuses requests while the bus sleeps (EAGAIN); nothing was read, so try again.
                Thread.sleep(RETRY_MS);
            }
        }
    }

    private void awaitConfiguration() throws InterruptedException {
        int size = 0;
        while (size <= 0) {
            configuration = bus.awaitEnabledAfter(configuration);
            size = out.packetSize();
        }
        packetSizes.accept(size);
        assembler = new BulkOutAssembler(size, buffer);
    }
}
