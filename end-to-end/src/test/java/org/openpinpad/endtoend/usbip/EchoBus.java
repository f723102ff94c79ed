// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.usbip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.gadget.reader.ReaderIdentity;

/** A reader without an engine: sends every message back, when it is told to. */
final class EchoBus implements ReaderBus, AutoCloseable {
    static final CcidDescriptor DESCRIPTOR = new CcidDescriptor(
            0x0110, 0, 7, 3, 4000, 4000, 1, 10752, 344086, 1, 254, 0, 0, 0x000404BA, 65554, 0xFF, 0xFF, 0x0810, 3, 1);

    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(4);
    private final BlockingQueue<ByteBuffer> answers = new ArrayBlockingQueue<>(16);
    final BlockingQueue<String> events = new ArrayBlockingQueue<>(100);
    private final Thread usbIn = new Thread(this::answer, "usb-in");
    private volatile HostWriter writer;

    EchoBus() {
        for (int i = 0; i < 4; i++) {
            free.add(ByteBuffer.allocateDirect(66048));
        }
    }

    /** Tells the PC of the card; returns when it has taken that. */
    boolean notifyCard() {
        return writer.interruptIn(ByteBuffer.wrap(new byte[] {0x50, 3}));
    }

    @Override
    public void close() {
        usbIn.interrupt();
    }

    private void answer() {
        try {
            while (true) {
                ByteBuffer message = answers.take();
                writer.bulkIn(message);
                free.add(message.clear());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public CcidDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ReaderIdentity identity() {
        return ReaderIdentity.DEFAULT;
    }

    @Override
    public void connect(HostWriter hostWriter) {
        writer = hostWriter;
        usbIn.setDaemon(true);
        usbIn.start();
    }

    @Override
    public ByteBuffer freeBuffer() throws InterruptedException {
        return free.take();
    }

    @Override
    public boolean message(ByteBuffer message) {
        return answers.add(message);
    }

    @Override
    public boolean abort(int slot, int seq) {
        events.add("abort " + slot + " " + seq);
        return slot == 0;
    }

    @Override
    public ByteBuffer clockFrequencies() {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4000)
                .flip();
    }

    @Override
    public ByteBuffer dataRates() {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(10752)
                .flip();
    }

    @Override
    public void configured() {
        events.add("configured");
    }

    @Override
    public void deconfigured() {
        events.add("deconfigured");
    }

    @Override
    public void suspended() {}

    @Override
    public void resumed() {}
}
