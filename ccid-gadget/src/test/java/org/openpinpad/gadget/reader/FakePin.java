// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.openpinpad.gadget.reader.Bytes.hex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A PIN pad that accepts what the test says. */
final class FakePin implements PinPort {
    /** What the next begin returns. */
    int verdict = ACCEPTED;

    boolean open;
    /** The PIN is typed, the card has it. */
    boolean atCard;

    String asked = "";
    /** Aborts of an open entry; those without effect do not count. */
    final List<AbortReason> aborts = new ArrayList<>();

    int begins;
    long deadlineNs = Long.MAX_VALUE;
    final List<Long> ticks = new ArrayList<>();

    @Override
    public int begin(ByteBuffer abData, long nowNs) {
        assertFalse(open, "one entry at a time");
        begins++;
        asked = hex(abData);
        open = verdict == ACCEPTED;
        return verdict;
    }

    @Override
    public boolean cancel() {
        boolean typing = open && !atCard;
        open &= !typing;
        return typing;
    }

    @Override
    public void abort(AbortReason reason) {
        if (open) {
            aborts.add(reason);
        }
        open = false;
    }

    @Override
    public void tick(long nowNs) {
        ticks.add(nowNs);
    }

    @Override
    public long deadlineNs() {
        return deadlineNs;
    }
}
