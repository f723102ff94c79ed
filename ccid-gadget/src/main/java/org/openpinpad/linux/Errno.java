// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.linux;

/** Error numbers of Linux that this project tells apart (asm-generic/errno.h; the same on x86 and ARM). */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOTTY = 25;
    public static final int EIDRM = 43;
    public static final int EL2HLT = 51;
    public static final int EBADMSG = 74;
    public static final int ESHUTDOWN = 108;

    private Errno() {}

    /** What it means, for a sentence to a person. */
    public static String describe(int errno) {
        return switch (errno) {
            case EPERM, EACCES -> "permission denied";
            case ENOENT -> "not found";
            case EBUSY -> "in use";
            case ENODEV -> "no such device";
            case EINVAL -> "not accepted";
            case EIO -> "input/output error";
            case ESHUTDOWN -> "the USB host is gone";
            default -> "error " + errno;
        };
    }
}
