// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import org.openpinpad.keypad.ControlKey;

/**
 * One question to the user, as a pure state: time and keys come as events. OK is taken only when the question has been there
 * for a while and no key was pressed for {@link #REST_NS}; and of one who has been typing digits the first OK is not taken at
 * all: it was meant for a PIN.
 */
final class Consent {

    /** Seconds until silence is a no. */
    static final int TIME_OUT_S = 120;

    static final long REST_NS = 700_000_000L;

    /** Rest of a question that comes soon after one that was withdrawn: it must be seen that it is another. */
    static final long LONG_REST_NS = 3_000_000_000L;

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
    private boolean typing;

    /**
     * A question.
     *
     * @param restNs how long it takes no OK
     * @param typing digits were pressed shortly before, and no OK or cancel since
     */
    Consent(long nowNs, long restNs, boolean typing) {
        endNs = nowNs + TIME_OUT_S * NS_PER_S;
        restsUntilNs = nowNs + restNs;
        this.typing = typing;
    }

    /** A digit, which is for nobody. */
    void digit(long nowNs) {
        typing = true;
        rest(nowNs);
    }

    private void rest(long nowNs) {
        restsUntilNs = Math.max(restsUntilNs, nowNs + REST_NS);
    }

    Answer key(ControlKey key, long nowNs) {
        return switch (key) {
            case OK -> {
                boolean taken = nowNs >= restsUntilNs && !typing;
                typing = false;
                rest(nowNs);
                yield taken ? Answer.YES : Answer.NONE;
            }
            case CANCEL -> Answer.NO;
            case CORRECT, CLEAR -> {
                rest(nowNs);
                yield Answer.NONE;
            }
            case PULL_CARD, INSERT_CARD -> Answer.NONE;
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
