// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.serial.SerialDeframer;
import org.openpinpad.ccid.serial.SerialFrame;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.usb.TrafficListener.Direction;
import org.openpinpad.simulator.usb.TrafficListener.Endpoint;

/**
 * The reader at the end of a serial line, for pcscd with Debian's libccidtwin.so ({@code DEVICENAME path:GemPCPinPad}).
 *
 * <p>The reader echoes each command and then answers it. A card's coming or going is told between the two. A time extension
 * is a single byte: the driver would take its frame for the answer, and the answer for the next echo. The PC is there from
 * its first frame until it closes the line. Thread {@code pty} reads; answers are written by the reader's threads.
 */
public final class PtyReader implements HostWriter, AutoCloseable {
    /** How soon an end of the program is noticed. */
    private static final int POLL_MS = 200;
    /** A frame comes in one piece; silence in the middle means that its rest is lost. */
    private static final int SILENCE_MS = 500;

    private static final int STOP_MS = 2_000;
    private static final int LINE_BUFFER = 4096;
    /** An answer that the reader's personality gives itself. */
    private static final int OWN_ANSWER = 64;

    private final ReaderBus bus;
    private final TrafficListener listener;
    private final Pty pty;
    private final Path link;
    private final Thread thread = new Thread(this::run, "pty");
    private final ByteBuffer out;
    private volatile boolean closed;
    private volatile boolean connected;
    private byte[] notification = new byte[0];

    private SerialDeframer deframer;

    private PtyReader(ReaderBus bus, Pty pty, Path link, TrafficListener listener) {
        this.bus = bus;
        this.pty = pty;
        this.link = link;
        this.listener = listener;
        int messageMax = Math.toIntExact(bus.descriptor().maxCcidMessageLength());
        out = ByteBuffer.allocateDirect(Math.max(messageMax, LINE_BUFFER) + SerialFrame.OVERHEAD);
    }

    /**
     * Begins to serve at a new pseudo-terminal.
     *
     * @param link becomes a symbolic link to it; one that is there already is replaced, a file is not
     */
    public static PtyReader open(Libc libc, ReaderBus bus, Path link, TrafficListener listener) throws IOException {
        Pty pty = Pty.open(libc);
        try {
            if (Files.isSymbolicLink(link)) {
                Files.delete(link);
            }
            Files.createSymbolicLink(link, pty.name());
        } catch (IOException e) {
            pty.close();
            throw new IOException("no link to the serial line can be made at " + link + ": " + e.getMessage(), e);
        }
        PtyReader reader = new PtyReader(bus, pty, link, listener);
        bus.connect(reader);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /** The line goes dead: the PC's end reports an error from now on. */
    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(pty.name())) {
            Files.delete(link);
        }
    }

    @Override
    public boolean bulkIn(ByteBuffer message) {
        return connected && (isTimeExtension(message) ? writeTimeRequest(message) : write(message, Endpoint.BULK));
    }

    private static boolean isTimeExtension(ByteBuffer message) {
        return RdrToPc.parse(message).commandStatus() == CommandStatus.TIME_EXTENSION;
    }

    /** Keeps it until the next command has been echoed: only then does the driver expect it. */
    @Override
    public synchronized boolean interruptIn(ByteBuffer message) {
        notification = new byte[message.remaining()];
        message.get(message.position(), notification);
        return connected;
    }

    private void run() {
        try {
            deframer = new SerialDeframer(bus.freeBuffer());
            ByteBuffer in = ByteBuffer.allocateDirect(LINE_BUFFER);
            int silentMs = 0;
            while (!closed) {
                switch (pty.await(POLL_MS)) {
                    case NOTHING -> silentMs += POLL_MS;
                    case BYTES -> {
                        silentMs = 0;
                        pty.read(in.clear());
                        take(in.flip());
                    }
                    case HUNG_UP -> {
                        deframer.reset();
                        disconnect();
                        Thread.sleep(POLL_MS);
                    }
                }
                if (silentMs >= SILENCE_MS) {
                    deframer.reset();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
            pty.close();
        }
    }

    private void take(ByteBuffer bytes) throws InterruptedException {
        while (bytes.hasRemaining()) {
            switch (deframer.take(bytes.get())) {
                case MESSAGE -> message(deframer.message());
                case BAD_LRC, TOO_LONG -> {
                    writeNak();
                    // What follows has lost its frame.
                    return;
                }
                // A repeat is never asked for by this driver, and the others are the reader's to send.
                case NONE, NAK, NOTIFICATION, TIME_REQUEST, GARBAGE -> {}
            }
        }
    }

    private void message(ByteBuffer message) throws InterruptedException {
        if (!connected) {
            connected = true;
            listener.attached(link.toString());
            bus.configured();
        }
        listener.message(Direction.TO_READER, Endpoint.BULK, message.asReadOnlyBuffer());
        write(GemPcPersonality.echo(message), null);
        writeNotification();
        Optional<RdrToPc> own = GemPcPersonality.answer(message);
        if (own.isPresent()) {
            ByteBuffer answer = ByteBuffer.allocate(Header.LENGTH + OWN_ANSWER);
            own.get().write(answer);
            write(answer.flip(), Endpoint.BULK);
        } else if (bus.message(message)) {
            deframer = new SerialDeframer(bus.freeBuffer());
        }
    }

    private void disconnect() {
        if (connected) {
            connected = false;
            forgetNotification();
            bus.deconfigured();
            listener.detached("serial line closed");
        }
    }

    private synchronized boolean write(ByteBuffer message, Endpoint shownAs) {
        if (shownAs != null) {
            listener.message(Direction.TO_PC, shownAs, message.duplicate().asReadOnlyBuffer());
        }
        SerialFrame.write(message, out.clear());
        return flush();
    }

    private synchronized boolean writeTimeRequest(ByteBuffer message) {
        listener.message(Direction.TO_PC, Endpoint.BULK, message.duplicate().asReadOnlyBuffer());
        out.clear().put(GemPcPersonality.TIME_REQUEST);
        return flush();
    }

    private synchronized void writeNotification() {
        if (notification.length > 0) {
            listener.message(
                    Direction.TO_PC,
                    Endpoint.INTERRUPT,
                    ByteBuffer.wrap(notification).asReadOnlyBuffer());
            out.clear().put(notification);
            notification = new byte[0];
            flush();
        }
    }

    private synchronized void forgetNotification() {
        notification = new byte[0];
    }

    private synchronized void writeNak() {
        SerialFrame.writeNak(out.clear());
        flush();
    }

    /** Waits for a PC that does not read, as a USB device would, until it hangs up. */
    private boolean flush() {
        out.flip();
        while (out.hasRemaining()) {
            if (closed || !pty.write(out, POLL_MS)) {
                return false;
            }
        }
        return true;
    }
}
