// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.linux;

import com.sun.jna.Native;

/** {@link Libc} by JNA's direct mapping, which works on Java 17 and later alike. */
final class JnaLibc implements Libc {

    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    @Override
    public int open(String path, int flags) {
        return result(C.open(path, flags));
    }

    @Override
    public int close(int fd) {
        return result(C.close(fd));
    }

    @Override
    public long read(int fd, long address, long length) {
        return result(C.read(fd, address, length));
    }

    @Override
    public long write(int fd, long address, long length) {
        return result(C.write(fd, address, length));
    }

    @Override
    public int ioctl(int fd, long request, long address) {
        return result(C.ioctl(fd, request, address));
    }

    @Override
    public int poll(long address, long count, int timeoutMs) {
        return result(C.poll(address, count, timeoutMs));
    }

    @Override
    public long mapAnonymous(long length) {
        return result(C.mmap(0, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0));
    }

    @Override
    public int mlock(long address, long length) {
        return result(C.mlock(address, length));
    }

    @Override
    public int mlockall(int flags) {
        return result(C.mlockall(flags));
    }

    @Override
    public int madvise(long address, long length, int advice) {
        return result(C.madvise(address, length, advice));
    }

    @Override
    public int prctl(int option, long argument) {
        return result(C.prctl(option, argument, 0, 0, 0));
    }

    @Override
    public int setrlimit(int resource, long limit) {
        return result(C.setrlimit(resource, new long[] {limit, limit}));
    }

    @Override
    public int mount(String source, String target, String type) {
        return result(C.mount(source, target, type, 0, null));
    }

    @Override
    public int unmount(String target, int flags) {
        return result(C.umount2(target, flags));
    }

    private static int result(int returned) {
        return returned == -1 ? -Native.getLastError() : returned;
    }

    private static long result(long returned) {
        return returned == -1 ? -Native.getLastError() : returned;
    }

    private static final class C {
        static {
            Native.register(C.class, "c");
        }

        static native int open(String path, int flags);

        static native int close(int fd);

        static native long read(int fd, long address, long length);

        static native long write(int fd, long address, long length);

        static native int ioctl(int fd, long request, long address);

        static native int poll(long address, long count, int timeoutMs);

        static native long mmap(long address, long length, int protection, int flags, int fd, long offset);

        static native int mlock(long address, long length);

        static native int mlockall(int flags);

        static native int madvise(long address, long length, int advice);

        static native int prctl(int option, long a, long b, long c, long d);

        static native int setrlimit(int resource, long[] limits);

        static native int mount(String source, String target, String type, long flags, String data);

        static native int umount2(String target, int flags);
    }
}
