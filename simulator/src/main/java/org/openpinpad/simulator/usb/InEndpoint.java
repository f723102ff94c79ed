// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.openpinpad.usbip.UrbStatus;
import org.openpinpad.usbip.UsbIpCommand;

/**
 * A bulk-IN or interrupt-IN endpoint: transfers that the PC waits for on one side, messages of the reader on the other.
 *
 * <p>Every {@link #enable} begins a new session; a message that belongs to an older one is lost, as after a bus reset.
 */
final class InEndpoint {
    private final int packetSize;
    private final Consumer<ByteBuffer> watcher;
    private final Deque<Urb> pending = new ArrayDeque<>();
    private int session;
    private boolean enabled;
    private boolean halted;

    /** @param watcher shown each message when its first packet is about to go, so that it sees it before any answer */
    InEndpoint(int packetSize, Consumer<ByteBuffer> watcher) {
        this.packetSize = packetSize;
        this.watcher = watcher;
    }

    synchronized void enable() {
        session++;
        enabled = true;
        halted = false;
        notifyAll();
    }

    synchronized void disable() {
        enabled = false;
        endAll(UrbStatus.ESHUTDOWN);
        notifyAll();
    }

    /** Sets or clears ENDPOINT_HALT (USB 2.0 §9.4.5). */
    synchronized void halt(boolean halt) {
        halted = halt;
        if (halt) {
            endAll(UrbStatus.EPIPE);
        }
        notifyAll();
    }

    synchronized boolean halted() {
        return halted;
    }

    /** The PC has room for {@link Urb#length()} bytes. {@link Importer#OUTSTANDING_MAX} bounds how many wait. */
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

    /**
     * Waits until the PC has taken the whole message, position to limit, and the short packet that ends it.
     *
     * @return false when the session ended meanwhile
     */
    boolean send(ByteBuffer message) {
        int mine = currentSession();
        ByteBuffer rest = message.duplicate();
        boolean shown = false;
        while (true) {
            Urb urb = next(mine);
            if (urb == null) {
                return false;
            }
            if (!shown) {
                watcher.accept(message.duplicate().asReadOnlyBuffer());
                shown = true;
            }
            InTransfer transfer = InTransfer.of(urb.length(), rest.remaining(), packetSize);
            int status = transfer.status(urb.length(), urb.has(UsbIpCommand.Submit.SHORT_NOT_OK));
            if (urb.complete(status, rest.slice(rest.position(), transfer.count()))) {
                rest.position(rest.position() + transfer.count());
                if (transfer.endsMessage()) {
                    return true;
                }
            }
        }
    }

    private synchronized int currentSession() {
        return session;
    }

    private synchronized Urb next(int mine) {
        try {
            while (enabled && session == mine && (halted || pending.isEmpty())) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        return enabled && session == mine ? pending.poll() : null;
    }

    private void endAll(int status) {
        for (Urb urb : pending) {
            urb.complete(status, 0);
        }
        pending.clear();
    }
}
