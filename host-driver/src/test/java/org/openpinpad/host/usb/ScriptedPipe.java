// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;

/**
 * A reader's pipes that expect a dialogue in order: {@code expect(command, replies...)}, all in hex, blanks ignored.
 *
 * <p>The reply "" is a zero-length packet, "later N" is silence of N ms, "gone" an unplugged reader. Its clock moves only
 * by waiting. The bulk-in endpoint is empty when the replies are used up.
 */
final class ScriptedPipe implements CcidPipe {

    private record Expected(String command, List<String> replies) {}

    /** Extended APDU level, PIN verification and modification, 2 lines of 16 characters. */
    static final CcidDescriptor READER = reader(65_554, 0x000404BA, 3);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final CcidDescriptor descriptor;
    private final Deque<Expected> expected = new ArrayDeque<>();
    private final Deque<String> replies = new ArrayDeque<>();
    private long nanos;
    private long silentUntil;
    private Runnable whileWaiting = () -> {};
    boolean closed;

    ScriptedPipe(CcidDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    static CcidDescriptor reader(long messageMax, long features, int pinSupport) {
        return new CcidDescriptor(
                0x0110,
                0,
                7,
                3,
                4000,
                4000,
                1,
                10_752,
                344_086,
                1,
                254,
                0,
                0,
                features,
                messageMax,
                0xFF,
                0xFF,
                0x0210,
                pinSupport,
                1);
    }

    ScriptedPipe expect(String command, String... answers) {
        expected.add(new Expected(command.replace(" ", ""), List.of(answers)));
        return this;
    }

    /** Lets something happen, once, while the reader is silent. */
    void whileWaiting(Runnable event) {
        whileWaiting = event;
    }

    void assertDone() {
        assertTrue(expected.isEmpty(), () -> "not sent: " + expected.peek().command());
    }

    LongSupplier clock() {
        return () -> nanos;
    }

    long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public CcidDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void bulkOut(ByteBuffer message, int timeoutMs) {
        assertTrue(message.isDirect(), "libusb takes only direct buffers");
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        sent(HEX.formatHex(bytes));
    }

    @Override
    public void control(int request, int value, int timeoutMs) {
        sent("control%02X%04X".formatted(request, value));
    }

    @Override
    public int bulkIn(ByteBuffer into, int timeoutMs) {
        assertFalse(timeoutMs <= 0, "a wait without end");
        String reply = replies.peek();
        if (reply != null && reply.startsWith("later ")) {
            replies.poll();
            silentUntil = nanos + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(reply.substring(6)));
            reply = replies.peek();
        }
        long end = nanos + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        if (reply == null || silentUntil > end) {
            nanos = end;
            Runnable event = whileWaiting;
            whileWaiting = () -> {};
            event.run();
            return TIMED_OUT;
        }
        nanos = Math.max(nanos, silentUntil);
        replies.poll();
        if (reply.equals("gone")) {
            throw new ReaderException(Kind.GONE, "The reader was unplugged.");
        }
        byte[] bytes = HEX.parseHex(reply.replace(" ", ""));
        into.put(bytes);
        return bytes.length;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void sent(String message) {
        Expected next = expected.poll();
        assertEquals(next == null ? "nothing more" : next.command(), message);
        replies.addAll(next.replies());
    }
}
