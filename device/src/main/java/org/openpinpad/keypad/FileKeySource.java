// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.keypad;

import org.openpinpad.linux.Errno;
import org.openpinpad.linux.Libc;

/** Keys as bytes from an open file: a terminal in raw mode, a pipe. One byte a read, so that none is read ahead. */
public final class FileKeySource implements KeySource {

    /** Standard input. */
    public static final int STANDARD_INPUT = 0;

    private final Libc libc;
    private final int fd;

    public FileKeySource(Libc libc, int fd) {
        this.libc = libc;
        this.fd = fd;
    }

    @Override
    public boolean read(long address) {
        long count = -Errno.EINTR;
        while (count == -Errno.EINTR) {
            count = libc.read(fd, address, 1);
        }
        return count == 1;
    }
}
