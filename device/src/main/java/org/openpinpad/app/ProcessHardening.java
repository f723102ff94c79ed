// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import org.openpinpad.linux.Errno;
import org.openpinpad.linux.Libc;

/** Keeps other processes and crash handlers from the memory of this one. */
final class ProcessHardening {

    private static final int PR_SET_DUMPABLE = 4;
    private static final int RLIMIT_CORE = 4;

    private ProcessHardening() {}

    /** No core dump, and no ptrace by another process of the same user (prctl(2), setrlimit(2)). */
    static void apply(Libc libc) {
        check(libc.setrlimit(RLIMIT_CORE, 0), "core dumps");
        check(libc.prctl(PR_SET_DUMPABLE, 0), "other processes' access to its memory");
    }

    private static void check(int result, String what) {
        if (result < 0) {
            throw new IllegalStateException("The process cannot switch off " + what + " (" + Errno.describe(-result)
                    + "), so no PIN may be typed here.");
        }
    }
}
