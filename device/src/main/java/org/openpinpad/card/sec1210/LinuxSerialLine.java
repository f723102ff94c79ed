// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.linux.Errno;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** A serial device of Linux (termios(3)), read and written by pointer. */
public final class LinuxSerialLine implements SerialLine {

    private static final int O_NOCTTY = 0x100;

    // asm-generic/ioctls.h
    private static final long TCGETS = 0x5401;
    private static final long TCSETS = 0x5402;
    private static final long TCFLSH = 0x540B;
    private static final long TIOCEXCL = 0x540C;
    private static final long TCIOFLUSH = 2;

    /** struct termios of the kernel: c_iflag, c_oflag, c_cflag, c_lflag, c_line, c_cc[19]. */
    private static final int TERMIOS_LENGTH = 36;

    private static final int C_CFLAG = 8;

    private static final int C_CC = 17;

    // asm-generic/termbits.h
    private static final int VTIME = 5;
    private static final int VMIN = 6;
    private static final int B115200 = 0x1002;
    private static final int CS8 = 0x30;
    private static final int CSTOPB = 0x40;
    private static final int CREAD = 0x80;
    private static final int CLOCAL = 0x800;

    private static final int POLLIN = 1;
    private static final int POLLOUT = 4;
    private static final int REVENTS = 6;
    private static final int POLLFD_LENGTH = 8;

    private static final long NS_PER_MS = 1_000_000;

    /** A frame of 272 bytes takes 26 ms; a line that is stuck for so long is broken. */
    private static final int WRITE_MS = 1000;

    private final Libc libc;
    private final int fd;
    /** Of the one thread that reads and writes. */
    private final ByteBuffer poll = memory(POLLFD_LENGTH);
    /** Of the one that awaits. */
    private final ByteBuffer awaitPoll = memory(POLLFD_LENGTH);

    private LinuxSerialLine(Libc libc, int fd) {
        this.libc = libc;
        this.fd = fd;
    }

    /**
     * Opens a device at 115 200 bit/s 8N2, for this process alone, and throws away what it had to say.
     *
     * @throws SlotUnavailable when it is not there, not allowed, in use or no serial line
     */
    public static LinuxSerialLine open(Libc libc, String path) throws SlotUnavailable {
        int fd = libc.open(path, Libc.O_RDWR | O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (fd < 0) {
            throw new SlotUnavailable(cannotOpen(path, -fd));
        }
        ByteBuffer termios = memory(TERMIOS_LENGTH);
        long address = LockedPage.addressOf(termios);
        int result = libc.ioctl(fd, TCGETS, address);
        if (result >= 0) {
            termios.putInt(0, 0).putInt(4, 0).putInt(C_CFLAG, B115200 | CS8 | CSTOPB | CREAD | CLOCAL);
            termios.putInt(C_CFLAG + 4, 0).put(C_CC + VTIME, (byte) 0).put(C_CC + VMIN, (byte) 1);
            result = libc.ioctl(fd, TCSETS, address);
        }
        if (result < 0) {
            libc.close(fd);
            throw new SlotUnavailable(
                    "The card chip cannot be used: " + path
                            + " is no serial line. Set slot to the UART that the chip is wired to, such as sec1210:/dev/ttyAMA0.");
        }
        libc.ioctl(fd, TIOCEXCL, 0);
        libc.ioctl(fd, TCFLSH, TCIOFLUSH);
        return new LinuxSerialLine(libc, fd);
    }

    private static String cannotOpen(String path, int errno) {
        return "The card chip cannot be used: "
                + switch (errno) {
                    case Errno.ENOENT ->
                        "there is no " + path
                                + ". Is the UART switched on (enable_uart=1 and dtoverlay=disable-bt in config.txt), and is this its name?";
                    case Errno.EACCES, Errno.EPERM ->
                        "this user may not open " + path + ". Add it to the group dialout, or run as root.";
                    case Errno.EBUSY ->
                        "another program uses " + path
                                + ". Take the console off the UART (console=serial0 in cmdline.txt) and end other readers.";
                    default -> path + " cannot be opened (" + Errno.describe(errno) + ").";
                };
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            long count = libc.write(fd, LockedPage.addressOf(bytes) + bytes.position(), bytes.remaining());
            if (count >= 0) {
                bytes.position(bytes.position() + (int) count);
            } else if (count != -Errno.EINTR
                    && (count != -Errno.EAGAIN || (wait(poll, POLLOUT, WRITE_MS) & POLLOUT) == 0)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read(ByteBuffer bytes, long untilNs) {
        while (true) {
            long count = libc.read(fd, LockedPage.addressOf(bytes) + bytes.position(), bytes.remaining());
            if (count > 0) {
                bytes.position(bytes.position() + (int) count);
                return (int) count;
            }
            if (count != -Errno.EAGAIN && count != -Errno.EINTR) {
                return GONE;
            }
            long leftNs = untilNs - nowNs();
            if (leftNs <= 0) {
                return 0;
            }
            wait(poll, POLLIN, (int) Math.min(leftNs / NS_PER_MS + 1, Integer.MAX_VALUE));
        }
    }

    @Override
    public boolean await(int timeoutMs) {
        return wait(awaitPoll, POLLIN, timeoutMs) != 0;
    }

    private int wait(ByteBuffer pollFd, int events, int timeoutMs) {
        pollFd.putInt(0, fd).putInt(4, events);
        return libc.poll(LockedPage.addressOf(pollFd), 1, timeoutMs) > 0 ? pollFd.getShort(REVENTS) : 0;
    }

    @Override
    public long nowNs() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        libc.close(fd);
    }

    private static ByteBuffer memory(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }
}
