// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.openpinpad.linux.Errno;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** One endpoint's file: reads and writes by pointer, so that nothing is copied and a zero-length write is one. */
final class EndpointFile implements AutoCloseable {

    /** _IOR('g', 130, struct usb_endpoint_descriptor): the descriptor in use at the negotiated speed. */
    private static final long ENDPOINT_DESC = 0x80096782L;

    private static final int DESCRIPTOR_BYTES = 9;
    private static final int W_MAX_PACKET_SIZE = 4;
    private static final int PACKET_SIZE_BITS = 0x7FF;

    private final Libc libc;
    private final int fd;

    private EndpointFile(Libc libc, int fd) {
        this.libc = libc;
        this.fd = fd;
    }

    /**
     * Opens {@code ep0} to wait for events, or another endpoint. The others are opened with O_NONBLOCK: transfers wait all the
     * same, but while the host has not configured the device they fail at once with EAGAIN, instead of keeping a message for
     * the next host.
     */
    static EndpointFile open(Libc libc, Path directory, String name) {
        boolean waits = name.equals("ep0");
        String path = directory.resolve(name).toString();
        int fd = libc.open(path, Libc.O_RDWR | Libc.O_CLOEXEC | (waits ? 0 : Libc.O_NONBLOCK));
        if (fd < 0) {
            throw new GadgetException("FunctionFS endpoint " + path + ": " + Errno.describe(-fd) + ".");
        }
        return new EndpointFile(libc, fd);
    }

    /** Reads into the remaining bytes; position stays. The count, or a negative errno. */
    int read(ByteBuffer into) {
        return (int) libc.read(fd, LockedPage.addressOf(into) + into.position(), into.remaining());
    }

    /** Writes the remaining bytes, zero of them as well; position stays. The count, or a negative errno. */
    int write(ByteBuffer from) {
        return (int) libc.write(fd, LockedPage.addressOf(from) + from.position(), from.remaining());
    }

    /** wMaxPacketSize at the negotiated speed, or a negative errno while the host has not configured the device. */
    int packetSize() {
        ByteBuffer descriptor = ByteBuffer.allocateDirect(DESCRIPTOR_BYTES);
        int result = libc.ioctl(fd, ENDPOINT_DESC, LockedPage.addressOf(descriptor));
        if (result < 0) {
            return result;
        }
        int low = descriptor.get(W_MAX_PACKET_SIZE) & 0xFF;
        int high = descriptor.get(W_MAX_PACKET_SIZE + 1) & 0xFF;
        return (low | (high << 8)) & PACKET_SIZE_BITS;
    }

    @Override
    public void close() {
        libc.close(fd);
    }
}
