// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.openpinpad.gadget.reader.BulkOutAssembler;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.usbip.UrbStatus;
import org.openpinpad.usbip.UsbIpCommand;

/**
 * The bulk-OUT endpoint: cuts transfers into packets and hands whole messages to the reader, on its own thread {@code
 * usb-out}, which waits while the reader has no buffer; transfers are then not completed, as a real device says NAK.
 */
final class OutEndpoint implements Runnable {
    private final ReaderBus bus;
    private final int packetSize;
    private final TrafficListener listener;
    private final Deque<Urb> pending = new ArrayDeque<>();
    private int session;
    private boolean enabled;
    private boolean halted;

    private BulkOutAssembler assembler;
    private int assembling;
    private int filled;

    OutEndpoint(ReaderBus bus, int packetSize, TrafficListener listener) {
        this.bus = bus;
        this.packetSize = packetSize;
        this.listener = listener;
    }

    synchronized void enable() {
        session++;
        enabled = true;
        halted = false;
    }

    synchronized void disable() {
        enabled = false;
        endAll(UrbStatus.ESHUTDOWN);
    }

    /** Sets or clears ENDPOINT_HALT (USB 2.0 §9.4.5). */
    synchronized void halt(boolean halt) {
        halted = halt;
        if (halt) {
            endAll(UrbStatus.EPIPE);
        }
    }

    synchronized boolean halted() {
        return halted;
    }

    /** The PC sends {@link Urb#data()}. {@link UsbIpConnection} bounds how many and how much. */
    synchronized void submit(Urb urb) {
        if (!enabled || halted) {
            urb.complete(enabled ? UrbStatus.EPIPE : UrbStatus.ESHUTDOWN, 0);
            return;
        }
        pending.add(urb);
        notifyAll();
    }

    /** The PC has taken a transfer back. */
    synchronized void cancel(int seqnum) {
        pending.removeIf(urb -> urb.seqnum() == seqnum);
    }

    /** Feeds the reader until the thread is interrupted. */
    @Override
    public void run() {
        try {
            assembler = new BulkOutAssembler(packetSize, bus.freeBuffer());
            while (true) {
                feed(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Urb next() throws InterruptedException {
        while (pending.isEmpty()) {
            wait();
        }
        if (assembling != session) {
            assembling = session;
            filled = 0;
            assembler.begin();
        }
        return pending.remove();
    }

    /** A transfer of n bytes is n / packetSize full packets and a short one, which is empty only if the host says so. */
    private void feed(Urb urb) throws InterruptedException {
        int length = urb.length();
        boolean wholePackets = length % packetSize == 0;
        boolean emptyPacket = length == 0 || (wholePackets && urb.has(UsbIpCommand.Submit.ZERO_PACKET));
        int packets = length / packetSize + (!wholePackets || emptyPacket ? 1 : 0);
        for (int i = 0; i < packets; i++) {
            int at = i * packetSize;
            boolean whole = packet(urb.data().slice(at, Math.min(packetSize, length - at)));
            if (i == packets - 1) {
                urb.complete(UrbStatus.OK, length);
            }
            if (whole) {
                deliver();
            }
        }
    }

    /** Does what a read of a real endpoint does: it ends when its space is full, or with a short packet. */
    private boolean packet(ByteBuffer packet) {
        ByteBuffer space = assembler.space();
        int count = packet.remaining();
        space.put(space.position() + filled, packet, packet.position(), count);
        filled += count;
        if (filled < space.remaining() && count == packetSize) {
            return false;
        }
        int read = filled;
        filled = 0;
        return assembler.received(read);
    }

    private void deliver() throws InterruptedException {
        ByteBuffer message = assembler.message();
        if (!current()) {
            assembler.begin();
            return;
        }
        listener.message(
                TrafficListener.Direction.TO_READER,
                TrafficListener.Endpoint.BULK,
                message.duplicate().asReadOnlyBuffer());
        if (bus.message(message)) {
            assembler.use(bus.freeBuffer());
        } else {
            assembler.begin();
        }
    }

    private synchronized boolean current() {
        return enabled && assembling == session;
    }

    private void endAll(int status) {
        for (Urb urb : pending) {
            urb.complete(status, 0);
        }
        pending.clear();
    }
}
