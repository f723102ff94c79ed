// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.descriptor.ClassRequest;
import org.openpinpad.ccid.message.Describe;
import org.openpinpad.host.WireTrace;

/** A pipe whose every message is told to a trace. */
final class TracedPipe implements CcidPipe {

    private final CcidPipe pipe;
    private final WireTrace trace;
    private final Describe describe = new Describe();

    TracedPipe(CcidPipe pipe, WireTrace trace) {
        this.pipe = pipe;
        this.trace = trace;
    }

    @Override
    public String name() {
        return pipe.name();
    }

    @Override
    public CcidDescriptor descriptor() {
        return pipe.descriptor();
    }

    @Override
    public void bulkOut(ByteBuffer message, int timeoutMs) {
        trace.message(describe.toReader(message.duplicate()));
        pipe.bulkOut(message, timeoutMs);
    }

    @Override
    public int bulkIn(ByteBuffer into, int timeoutMs) {
        int start = into.position();
        int length = pipe.bulkIn(into, timeoutMs);
        if (length == 0) {
            trace.message("← zero-length packet");
        } else if (length > 0 && start == 0) {
            trace.message(describe.toPc(into.slice(0, length)));
        } else if (length > 0) {
            trace.message("← " + length + " bytes more");
        }
        return length;
    }

    @Override
    public void control(int request, int value, int timeoutMs) {
        String name = request == ClassRequest.ABORT ? "ABORT seq " + (value >> 8) : "request %02X".formatted(request);
        trace.message("→ control " + name);
        pipe.control(request, value, timeoutMs);
    }

    @Override
    public void close() {
        pipe.close();
    }
}
