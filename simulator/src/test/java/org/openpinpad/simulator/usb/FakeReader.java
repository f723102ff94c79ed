// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.gadget.reader.ReaderIdentity;

/** A reader that writes down what the bus does to it and answers messages as the test says. */
final class FakeReader implements ReaderBus {
    static final CcidDescriptor DESCRIPTOR = new CcidDescriptor(
            0x0110, 0, 7, 3, 4000, 4800, 1, 10752, 344086, 2, 254, 0, 0, 0x000404BA, 65554, 0xFF, 0xFF, 0x0810, 3, 1);

    /** Everything that happened, in order: messages in hexadecimal, other events by name. */
    final BlockingQueue<String> events = new ArrayBlockingQueue<>(1000);

    final BlockingQueue<ByteBuffer> buffers = new ArrayBlockingQueue<>(4);
    private final UnaryOperator<ByteBuffer> answer;
    volatile HostWriter writer;

    /** @param answer null for none */
    FakeReader(UnaryOperator<ByteBuffer> answer) {
        this.answer = answer;
        buffers.add(ByteBuffer.allocateDirect(66048));
        buffers.add(ByteBuffer.allocateDirect(66048));
    }

    String next() throws InterruptedException {
        String event = events.poll(5, TimeUnit.SECONDS);
        return event == null ? "nothing happened" : event;
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
    }

    @Override
    public ByteBuffer freeBuffer() throws InterruptedException {
        return buffers.take();
    }

    @Override
    public boolean message(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        events.add(bytes.length > 40 ? bytes.length + " bytes" : HexFormat.of().formatHex(bytes));
        ByteBuffer reply = answer == null ? null : answer.apply(ByteBuffer.wrap(bytes));
        if (reply != null) {
            Thread thread = new Thread(() -> writer.bulkIn(reply), "usb-in");
            thread.setDaemon(true);
            thread.start();
        }
        return false;
    }

    @Override
    public boolean abort(int slot, int seq) {
        events.add("abort " + slot + " " + seq);
        return slot == 0;
    }

    @Override
    public ByteBuffer clockFrequencies() {
        return words(4000);
    }

    @Override
    public ByteBuffer dataRates() {
        return words(10752, 344086);
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
    public void suspended() {
        events.add("suspended");
    }

    @Override
    public void resumed() {
        events.add("resumed");
    }

    private static ByteBuffer words(int... values) {
        ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            out.putInt(value);
        }
        return out.flip();
    }
}
