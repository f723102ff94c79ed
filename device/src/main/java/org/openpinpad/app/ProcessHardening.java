// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openpinpad.linux.Errno;
import org.openpinpad.linux.Libc;

/** Keeps other processes, crash handlers and the swap from the memory of this process. */
final class ProcessHardening {

    private static final int PR_SET_DUMPABLE = 4;
    private static final int RLIMIT_CORE = 4;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final long RLIM_INFINITY = -1;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;
    private static final int MCL_ONFAULT = 4;

    private static final String EFFECTIVE = "CapEff:";
    private static final int CAP_IPC_LOCK = 14;

    private ProcessHardening() {}

    /**
     * No attach and no heap dump ({@link JvmFlags}), no core dump, no ptrace by another process of the same user, no swap
     * (setrlimit(2), prctl(2), mlockall(2)).
     *
     * <p>All memory is locked where the process may lock without limit: as root, or by LimitMEMLOCK=infinity of its unit. Under
     * a limit it is not, for every later mapping would count, and the first one beyond would end the JVM. Then the pages for
     * keys and PIN alone are locked, as they always are ({@link org.openpinpad.linux.LockedPage}).
     *
     * @throws IllegalStateException in one sentence that says what to do
     */
    static void apply(Libc libc) {
        JvmFlags.check();
        if (libc.setrlimit(RLIMIT_MEMLOCK, RLIM_INFINITY) == 0 || hasCapability(CAP_IPC_LOCK)) {
            libc.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT); // a kernel that refuses has locked nothing
        }
        check(libc.setrlimit(RLIMIT_CORE, 0), "core dumps");
        check(libc.prctl(PR_SET_DUMPABLE, 0), "other processes' access to its memory");
    }

    /** Whether the process has a capability (capabilities(7), proc(5)). */
    private static boolean hasCapability(int number) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(EFFECTIVE))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring(EFFECTIVE.length()).trim(), 16))
                    .anyMatch(effective -> (effective >>> number & 1) == 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(int result, String what) {
        if (result < 0) {
            throw new IllegalStateException("The process cannot switch off " + what + " (" + Errno.describe(-result)
                    + "), so no PIN may be typed here.");
        }
    }
}
