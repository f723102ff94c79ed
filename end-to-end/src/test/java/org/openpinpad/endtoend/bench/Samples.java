// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import java.util.Arrays;

/** Times of one kind, in nanoseconds, as many as were foreseen. */
final class Samples {

    private static final int NS_PER_US = 1000;

    private final long[] nanos;
    private int taken;

    Samples(int count) {
        nanos = new long[count];
    }

    void add(long ns) {
        nanos[taken++] = ns;
    }

    /** Percentiles in microseconds, and how many samples they are of; of a single sample itself. */
    String figures() {
        if (taken == 1) {
            return String.format("    %5d us  n=1", nanos[0] / NS_PER_US);
        }
        Arrays.sort(nanos, 0, taken);
        return String.format(
                "p50 %5d  p95 %5d  p99 %5d  max %5d us  n=%d",
                percentile(50), percentile(95), percentile(99), percentile(100), taken);
    }

    /** Nearest rank. */
    private long percentile(int percent) {
        return nanos[Math.max(0, (taken * percent + 99) / 100 - 1)] / NS_PER_US;
    }
}
