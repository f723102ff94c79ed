// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.openpinpad.ccid.message.Describe;
import org.openpinpad.simulator.usb.TrafficListener;

/** Puts what crosses the USB into lines for a person. Control requests other than the class's own are passed over. */
final class DescribedTraffic implements TrafficListener {

    private final Describe describe = new Describe();
    private final Consumer<String> lines;

    DescribedTraffic(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void message(Direction direction, Endpoint endpoint, ByteBuffer bytes) {
        switch (endpoint) {
            case BULK ->
                lines.accept(direction == Direction.TO_READER ? describe.toReader(bytes) : describe.toPc(bytes));
            case INTERRUPT -> lines.accept(describe.notification(bytes));
            case CONTROL -> {}
        }
    }

    @Override
    public void attached(String peer) {
        lines.accept("PC attached: " + peer);
    }

    @Override
    public void detached(String why) {
        lines.accept("PC detached: " + why);
    }
}
