// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.command;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.openpinpad.ccid.descriptor.CcidDescriptor;

/** A reader with its threads, a card that answers from another thread, and a transport that the test is. */
abstract class ReaderRig {
    static final int WAIT_MS = 5_000;

    final ThreadedHost host = new ThreadedHost();
    final ThreadedCard card = new ThreadedCard();
    final FakePin pin = new FakePin();
    /** To be touched with the turn held. */
    final FakeGuard guard = new FakeGuard();

    Reader reader;
    private ByteBuffer buffer;

    final void start(CcidDescriptor descriptor) throws InterruptedException {
        reader = new Reader(descriptor, ReaderIdentity.DEFAULT, card, pin, guard, (bus, icc) -> {});
        card.start(reader);
        reader.connect(host);
        reader.configured();
        out(command(0x62, 0xEE));
        host.nextFinal().is(Reply.DATA_BLOCK, 0xEE).ok(Reply.ACTIVE, EngineRig.ATR);
    }

    final void start() throws InterruptedException {
        start(ReaderProfile.descriptor(3));
    }

    @AfterEach
    final void stop() {
        host.away(true);
        card.close();
        reader.close();
    }

    /** What a transport does with a message: it goes on with its buffer, or with another when the reader keeps that. */
    final void out(String frame) throws InterruptedException {
        if (buffer == null) {
            buffer = reader.freeBuffer();
        }
        buffer.clear().put(bytes(frame)).flip();
        if (reader.message(buffer)) {
            buffer = null;
        }
    }

    final void offer(String frame) throws InterruptedException {
        if (buffer == null) {
            buffer = reader.freeBuffer();
        }
        buffer.clear().put(bytes(frame)).flip();
        if (reader.offer(buffer)) {
            buffer = null;
        }
    }
}
