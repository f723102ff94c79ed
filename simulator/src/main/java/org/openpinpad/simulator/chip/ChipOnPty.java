// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.usb.Pty;

/**
 * A chip on a pseudo-terminal in real time. Thread {@code chip} carries bytes both ways, as fast as they go or, throttled, each
 * not before the real line would have brought it.
 */
public final class ChipOnPty implements AutoCloseable {

    private static final long BYTE_NS = 11 * 1_000_000_000L / 115_200;
    private static final int BUFFER = 512;
    private static final int IDLE_MS = 20;
    private static final int WRITE_MS = 1000;
    private static final int STOP_MS = 2000;
    private static final long NS_PER_MS = 1_000_000;

    private final Pty pty;
    private final Sec1210Chip chip;
    private final boolean throttled;
    private final Thread thread = new Thread(this::run, "chip");
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private long inFreeNs = System.nanoTime();
    private long outFreeNs = inFreeNs;
    private volatile boolean closed;

    private ChipOnPty(Pty pty, Sec1210Chip chip, boolean throttled) {
        this.pty = pty;
        this.chip = chip;
        this.throttled = throttled;
    }

    public static ChipOnPty open(Libc libc, Sec1210Chip chip, boolean throttled) throws IOException {
        ChipOnPty open = new ChipOnPty(Pty.open(libc), chip, throttled);
        open.thread.setDaemon(true);
        open.thread.start();
        return open;
    }

    /** The device that a driver opens. */
    public Path line() {
        return pty.name();
    }

    public void insert() {
        chip.insert(System.nanoTime());
    }

    public void pull() {
        chip.pull(System.nanoTime());
    }

    private void run() {
        while (!closed) {
            chip.tick(System.nanoTime());
            if (!writeWhatIsDue()) {
                waitAndRead();
            }
        }
        pty.close();
    }

    private boolean writeWhatIsDue() {
        long nowNs = System.nanoTime();
        out.clear();
        while (due(chip.peek(), nowNs)) {
            Sec1210Chip.Out next = chip.poll();
            if (next == null) {
                break; // a card was pulled in between
            }
            outFreeNs = Math.max(next.atNs(), outFreeNs) + BYTE_NS;
            out.put(next.value());
        }
        boolean something = out.flip().hasRemaining();
        boolean open = true;
        while (out.hasRemaining() && open) {
            open = pty.write(out, WRITE_MS);
        }
        return something;
    }

    /** Waits until a byte comes or one is due. */
    private void waitAndRead() {
        Sec1210Chip.Out next = chip.peek();
        long waitNs = IDLE_MS * NS_PER_MS;
        if (next != null) {
            waitNs = Math.max(next.atNs(), throttled ? outFreeNs + BYTE_NS : 0) - System.nanoTime();
        }
        if (waitNs > 0 && waitNs < 2 * NS_PER_MS) {
            LockSupport.parkNanos(waitNs);
        } else if (pty.await((int) Math.max(0, Math.min(waitNs / NS_PER_MS, IDLE_MS))) == Pty.Ready.BYTES) {
            read();
        } else if (next == null) {
            LockSupport.parkNanos(NS_PER_MS); // nobody has the other end open: no busy loop
        }
    }

    private void read() {
        in.clear();
        pty.read(in);
        in.flip();
        inFreeNs = Math.max(inFreeNs, System.nanoTime());
        while (in.hasRemaining()) {
            inFreeNs += throttled ? BYTE_NS : 0;
            chip.take(in.get(), throttled ? inFreeNs : System.nanoTime());
        }
    }

    /** Throttled, a byte is there when its last bit is. */
    private boolean due(Sec1210Chip.Out next, long nowNs) {
        if (next == null || !out.hasRemaining()) {
            return false;
        }
        return throttled ? Math.max(next.atNs(), outFreeNs) + BYTE_NS <= nowNs : next.atNs() <= nowNs;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
