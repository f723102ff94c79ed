// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.linux;

/**
 * Calls of the C library. Each returns what the call returns, or a negative {@link Errno} where it fails. Addresses are plain
 * numbers, so that no call copies memory or allocates.
 */
public interface Libc {

    int O_RDONLY = 0;
    int O_WRONLY = 1;
    int O_RDWR = 2;
    int O_NONBLOCK = 0x800;
    int O_CLOEXEC = 0x80000;

    /** open(2). */
    int open(String path, int flags);

    /** close(2). */
    int close(int fd);

    /** read(2) of up to {@code length} bytes to {@code address}; 0 at the end of file. */
    long read(int fd, long address, long length);

    /** write(2); unlike anything in Java it makes the call for zero bytes as well. */
    long write(int fd, long address, long length);

    /** ioctl(2) with a pointer argument. */
    int ioctl(int fd, long request, long address);

    /** poll(2) of {@code count} struct pollfd at {@code address}. */
    int poll(long address, long count, int timeoutMs);

    /** mmap(2) of fresh private memory. */
    long mapAnonymous(long length);

    /** mlock(2). */
    int mlock(long address, long length);

    /** mlockall(2). */
    int mlockall(int flags);

    /** madvise(2). */
    int madvise(long address, long length, int advice);

    /** prctl(2) with one argument. */
    int prctl(int option, long argument);

    /** setrlimit(2), soft and hard limit alike. */
    int setrlimit(int resource, long limit);

    /** mount(2) without flags or options. */
    int mount(String source, String target, String type);

    /** umount2(2). */
    int unmount(String target, int flags);

    /** The C library of this process. */
    static Libc load() {
        return new JnaLibc();
    }
}
