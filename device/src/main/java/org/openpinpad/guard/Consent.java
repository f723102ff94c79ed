// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import org.openpinpad.keypad.ControlKey;

/**
 * One question to the user, as a pure state: time and keys come as events. OK is taken only when the question has been there
 * for {@link #REST_NS} and no OK was pressed for as long: who types a PIN and presses OK twice must not say yes to what came
 * meanwhile.
 */
final class Consent {

    /** Seconds until silence is a no. */
    static final int TIME_OUT_S = 120;

    static final long REST_NS = 700_000_000L;

    private static final long NS_PER_S = 1_000_000_000L;

    /** What a key or the time says. */
    enum Answer {
        NONE,
        YES,
        NO,
        TIMED_OUT
    }

    private final long endNs;
    private long restsUntilNs;

    Consent(long nowNs) {
        endNs = nowNs + TIME_OUT_S * NS_PER_S;
        restsUntilNs = nowNs + REST_NS;
    }

    Answer key(ControlKey key, long nowNs) {
        return switch (key) {
            case OK -> {
                boolean rested = nowNs >= restsUntilNs;
                restsUntilNs = nowNs + REST_NS;
                yield rested ? Answer.YES : Answer.NONE;
            }
            case CANCEL -> Answer.NO;
            case CORRECT, CLEAR, PULL_CARD, INSERT_CARD -> Answer.NONE;
        };
    }

    Answer time(long nowNs) {
        return nowNs >= endNs ? Answer.TIMED_OUT : Answer.NONE;
    }

    int secondsLeft(long nowNs) {
        return (int) Math.max(0, (endNs - nowNs + NS_PER_S - 1) / NS_PER_S);
    }

    /** When {@link #secondsLeft} will be another one. */
    long nextSecondNs(long nowNs) {
        return endNs - (secondsLeft(nowNs) - 1) * NS_PER_S;
    }
}
