// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Objects;

/** Seconds that are left of an entry's time. */
public record Countdown(int secondsLeft, int secondsTotal) {
    public static final int MAX_SECONDS = 999;

    public Countdown {
        Objects.checkIndex(secondsLeft, MAX_SECONDS + 1);
        Objects.checkIndex(secondsTotal, MAX_SECONDS + 1);
    }
}
