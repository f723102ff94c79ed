// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

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
    final List<PinPort.AbortReason> withdrawn = new ArrayList<>();
    /** What the guard answers to Escape; null when it is closed. */
    String escapeAnswer;

    long deadlineNs = Long.MAX_VALUE;
    final List<Long> ticks = new ArrayList<>();

    @Override
    public int judge(ByteBuffer command, long nowNs) {
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
        if (escapeAnswer != null) {
            answer.put(Bytes.buffer(escapeAnswer));
        }
        return escapeAnswer != null;
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
