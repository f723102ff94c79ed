// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.openpinpad.gadget.reader.Bytes.hex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A guard that rules what the test says, and lets everything pass until then. */
final class FakeGuard implements GuardPort {
    int ruling = PASS;
    /** A question is put to the user. */
    boolean open;

    final List<String> judged = new ArrayList<>();
    /** Withdrawals of an open question; those without effect do not count. */
    final List<PinPort.AbortReason> withdrawn = new ArrayList<>();
    /** What the guard answers to Escape; null when it is closed. */
    String escapeAnswer;

    final List<String> escapes = new ArrayList<>();

    long deadlineNs = Long.MAX_VALUE;
    final List<Long> ticks = new ArrayList<>();
    Runnable onTick = () -> {};

    @Override
    public int judge(ByteBuffer command, long nowNs) {
        assertFalse(open, "one question at a time");
        judged.add(hex(command));
        open = ruling == ASK;
        return ruling;
    }

    @Override
    public void withdraw(PinPort.AbortReason reason) {
        if (open) {
            withdrawn.add(reason);
        }
        open = false;
    }

    @Override
    public boolean escape(ByteBuffer request, ByteBuffer answer, long nowNs) {
        escapes.add(hex(request));
        if (escapeAnswer != null) {
            answer.put(Bytes.buffer(escapeAnswer));
        }
        return escapeAnswer != null;
    }

    @Override
    public void tick(long nowNs) {
        ticks.add(nowNs);
        onTick.run();
    }

    @Override
    public long deadlineNs() {
        return deadlineNs;
    }
}
