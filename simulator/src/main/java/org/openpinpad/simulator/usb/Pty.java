// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.openpinpad.linux.Errno;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/**
 * Our end of a Linux pseudo-terminal in raw mode (pty(7), ioctl_tty(2)); whoever opens {@link #name()} has the other.
 * One thread reads, one at a time writes.
 */
public final class Pty implements AutoCloseable {

    /** What waiting brought. */
    public enum Ready {
        NOTHING,
        BYTES,
        /** The other end was closed and is not open again. */
        HUNG_UP
    }

    private static final int O_NOCTTY = 0x100;
    private static final int TIOCGPTN = 0x80045430;
    private static final int TIOCSPTLCK = 0x40045431;
    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;

    /** struct termios of the kernel: four words of flags, c_line, c_cc. */
    private static final int TERMIOS_LENGTH = 36;

    private static final int C_CFLAG = 8;
    private static final int CS8 = 0x30;
    private static final int PARENB = 0x100;

    /** struct pollfd: fd, events, revents. */
    private static final int POLLFD_LENGTH = 8;

    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final int POLLIN = 1;
    private static final int POLLOUT = 4;
    private static final int POLLHUP = 0x10;

    private final Libc libc;
    private final int fd;
    private final int number;
    private final ByteBuffer readPoll = pollFd();
    private final ByteBuffer writePoll = pollFd();

    private Pty(Libc libc, int fd, int number) {
        this.libc = libc;
        this.fd = fd;
        this.number = number;
    }

    public static Pty open(Libc libc) throws IOException {
        int fd = libc.open("/dev/ptmx", Libc.O_RDWR | O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (fd < 0) {
            throw new IOException("no pseudo-terminal to be had: " + Errno.describe(-fd));
        }
        ByteBuffer word = memory(Integer.BYTES);
        ByteBuffer termios = memory(TERMIOS_LENGTH);
        int unlocked = libc.ioctl(fd, TIOCSPTLCK, address(word));
        int numbered = libc.ioctl(fd, Integer.toUnsignedLong(TIOCGPTN), address(word));
        int raw = libc.ioctl(fd, TCGETS, address(termios));
        makeRaw(termios);
        raw = Math.min(raw, libc.ioctl(fd, TCSETS, address(termios)));
        int worst = Math.min(unlocked, Math.min(numbered, raw));
        if (worst < 0) {
            libc.close(fd);
            throw new IOException("the pseudo-terminal cannot be set up: " + Errno.describe(-worst));
        }
        return new Pty(libc, fd, word.getInt(0));
    }

    /** The other end's device file. */
    public Path name() {
        return Path.of("/dev/pts/" + number);
    }

    /** Waits until there is something to read. */
    public Ready await(int timeoutMs) {
        int events = poll(readPoll, POLLIN, timeoutMs);
        if ((events & POLLIN) != 0) {
            return Ready.BYTES;
        }
        return (events & POLLHUP) != 0 ? Ready.HUNG_UP : Ready.NOTHING;
    }

    /** Reads what is there into a direct buffer, at its position, which moves behind it. */
    public void read(ByteBuffer into) {
        long count = libc.read(fd, address(into) + into.position(), into.remaining());
        into.position(into.position() + (int) Math.max(0, count));
    }

    /**
     * Writes as much of a direct buffer as goes, waiting for room a little.
     *
     * @return false when the other end is gone
     */
    public boolean write(ByteBuffer from, int timeoutMs) {
        long count = libc.write(fd, address(from) + from.position(), from.remaining());
        if (count == -Errno.EAGAIN || count == -Errno.EINTR) {
            poll(writePoll, POLLOUT, timeoutMs);
            return true;
        }
        from.position(from.position() + (int) Math.max(0, count));
        return count >= 0;
    }

    @Override
    public void close() {
        libc.close(fd);
    }

    private int poll(ByteBuffer pollFd, int events, int timeoutMs) {
        pollFd.putInt(0, fd).putShort(EVENTS, (short) events).putShort(REVENTS, (short) 0);
        return libc.poll(address(pollFd), 1, timeoutMs) > 0 ? pollFd.getShort(REVENTS) : 0;
    }

    private static void makeRaw(ByteBuffer termios) {
        int cflag = termios.getInt(C_CFLAG);
        termios.putInt(0, 0)
                .putInt(4, 0)
                .putInt(C_CFLAG, (cflag & ~PARENB) | CS8)
                .putInt(12, 0);
    }

    private static ByteBuffer pollFd() {
        return memory(POLLFD_LENGTH);
    }

    private static ByteBuffer memory(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }

    private static long address(ByteBuffer direct) {
        return LockedPage.addressOf(direct);
    }
}
