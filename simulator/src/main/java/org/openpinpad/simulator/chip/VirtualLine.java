// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.nio.ByteBuffer;
import org.openpinpad.card.sec1210.SerialLine;

/**
 * Joins a driver and a chip without a device and without time: the clock goes on as bytes cross, 11 bits of 115 200 a second
 * each, and as somebody waits.
 */
public final class VirtualLine implements SerialLine {

    private static final long BYTE_NS = 11 * 1_000_000_000L / 115_200;

    private final Sec1210Chip chip;
    private long nowNs = 1;

    public VirtualLine(Sec1210Chip chip) {
        this.chip = chip;
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            nowNs += BYTE_NS;
            chip.take(bytes.get(), nowNs);
        }
        return true;
    }

    @Override
    public int read(ByteBuffer bytes, long untilNs) {
        Sec1210Chip.Out next = chip.peek();
        if (next == null || next.atNs() > Math.max(nowNs, untilNs)) {
            nowNs = Math.max(nowNs, untilNs);
            return 0;
        }
        nowNs = Math.max(nowNs, next.atNs()) + BYTE_NS;
        bytes.put(chip.poll().value());
        return 1;
    }

    @Override
    public boolean await(int timeoutMs) {
        Sec1210Chip.Out next = chip.peek();
        return next != null && next.atNs() <= nowNs;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public void close() {}
}
