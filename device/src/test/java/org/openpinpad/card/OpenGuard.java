// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import org.openpinpad.gadget.reader.GuardPort;
import org.openpinpad.gadget.reader.PinPort;

/** Lets everything pass: for tests of what is behind the guard. */
final class OpenGuard implements GuardPort {
    @Override
    public int judge(ByteBuffer command, long nowNs) {
        return PASS;
    }

    @Override
    public void withdraw(PinPort.AbortReason reason) {}

    @Override
    public boolean escape(ByteBuffer request, ByteBuffer answer, long nowNs) {
        return false;
    }

    @Override
    public void tick(long nowNs) {}

    @Override
    public long deadlineNs() {
        return Long.MAX_VALUE;
    }
}
