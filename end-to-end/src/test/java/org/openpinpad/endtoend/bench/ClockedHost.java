// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.ReaderBus;

/** The PC: sends one command at a time, and notes when its answer would go to the USB. */
final class ClockedHost implements HostWriter {

    private static final int PATIENCE_S = 10;
    private static final int STATUS_SHIFT = 6;

    /** The final answer to a command; {@code bytes} are bStatus, bError, the byte behind them, and the data, in hex. */
    record Answer(long sentNs, String bytes) {}

    private final ReaderBus bus;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private ByteBuffer out;
    private int seq;

    ClockedHost(ReaderBus bus) throws InterruptedException {
        this.bus = bus;
        bus.connect(this);
        bus.configured();
        out = bus.freeBuffer();
        send(new PcToRdr.IccPowerOn(0, seq, 0));
        await("0000003B00");
    }

    /** Begins a PIN entry; when this returns, keys count. */
    void ask(PinRequest request) throws InterruptedException {
        seq = seq + 1 & 0xFF;
        send(new PcToRdr.Secure(0, seq, 0, 0, request.abData()));
    }

    private void send(PcToRdr message) throws InterruptedException {
        message.write(out.clear());
        if (bus.message(out.flip())) {
            out = bus.freeBuffer();
        }
    }

    /** Waits for the answer, which must be this one, and says when it was sent. */
    long await(String bytes) throws InterruptedException {
        Answer answer = answers.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (answer == null || !answer.bytes().equals(bytes)) {
            throw new IllegalStateException("expected " + bytes + ", got " + answer);
        }
        return answer.sentNs();
    }

    @Override
    public boolean bulkIn(ByteBuffer message) {
        long nowNs = System.nanoTime();
        int status = message.get(Header.SPECIFIC) & 0xFF;
        if (status >>> STATUS_SHIFT != CommandStatus.TIME_EXTENSION.code()) {
            byte[] bytes = new byte[message.remaining() - Header.SPECIFIC];
            message.get(Header.SPECIFIC, bytes);
            answers.add(new Answer(nowNs, HexFormat.of().withUpperCase().formatHex(bytes)));
        }
        return true;
    }

    @Override
    public boolean interruptIn(ByteBuffer notification) {
        return true;
    }
}
