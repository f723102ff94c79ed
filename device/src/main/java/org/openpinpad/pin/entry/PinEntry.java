// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.entry;

import org.openpinpad.display.PinPrompt;

/**
 * The entry of one PIN, or of an old, a new and a repeated one: how many digits there are and when it ends. What the digits
 * are is not known here; whether the repeated PIN is the new one is for the caller to see.
 *
 * <pre>
 * event      condition                                    result
 * any key    but cancel, before the keypad has rested     IGNORED
 * digit      max digits are there                         FULL
 * digit      validates at the most that the command takes as OK
 * digit      otherwise                                    MORE
 * correct    at least one digit                           LESS
 * clear      at least one digit                           CLEARED
 * OK         the key does not validate                    IGNORED
 * OK         fewer than min digits                        TOO_FEW
 * OK         more digits than the command has room for    TOO_LONG
 * OK         another PIN is to be asked                   NEXT
 * OK         otherwise                                    COMPLETE
 * cancel                                                  CANCELLED
 * time over  time validates, min reached                  as OK
 * time over  otherwise                                    TIMED_OUT
 * </pre>
 *
 * The time begins anew with each PIN.
 */
public final class PinEntry {

    /** What an event came to. */
    public enum Step {
        IGNORED,
        /** One digit more: it is to be kept, as the last of {@link PinEntry#digits}. */
        MORE,
        /** One digit less: it is to be erased. */
        LESS,
        /** No digit is left of this PIN: all are to be erased. */
        CLEARED,
        /** The entry goes on; the user is to hear that this is too short. */
        TOO_FEW,
        /** The entry goes on; the user is to hear that the digit was not taken. */
        FULL,
        /** The next PIN is asked. If this came of a digit, it is to be kept as the last one of the PIN before. */
        NEXT,
        COMPLETE,
        /** The PIN does not fit the command. */
        TOO_LONG,
        CANCELLED,
        TIMED_OUT
    }

    /** How long the keypad must be left alone after an entry that was broken off under the user's fingers. */
    static final long REST_NS = 700_000_000L;

    /**
     * So many digits at least end an entry by themselves. A PC that may ask for one digit at a time would learn when each of
     * them is typed.
     */
    static final int COMPLETE_BY_ITSELF_MIN = 4;

    private static final long NS_PER_S = 1_000_000_000L;

    private final EntryRules rules;
    private final int[] counts;
    private int asked;
    private long endsAtNs;
    private long restsUntilNs;

    /**
     * Begins with the first PIN.
     *
     * @param keysMustRest whether keys are still being pressed that were meant for an entry before this one
     */
    public PinEntry(EntryRules rules, boolean keysMustRest, long nowNs) {
        this.rules = rules;
        counts = new int[rules.questions().size()];
        restsUntilNs = keysMustRest ? nowNs + REST_NS : nowNs;
        startClock(nowNs);
    }

    private void startClock(long nowNs) {
        endsAtNs = nowNs + rules.timeOutS() * NS_PER_S;
    }

    /** Which PIN is asked, by its place in {@link EntryRules#questions}. */
    public int asked() {
        return asked;
    }

    public PinPrompt prompt() {
        return rules.questions().get(asked).prompt();
    }

    /** Digits of the PIN that is asked. */
    public int digits() {
        return counts[asked];
    }

    /** Digits of any of the PINs so far. */
    public int digits(int question) {
        return counts[question];
    }

    /** Whether any digit at all was typed. */
    public boolean isTouched() {
        return asked > 0 || counts[0] > 0;
    }

    /** The most digits of the PIN that is asked with which it fits the command. */
    public int most() {
        return Math.min(rules.max(), rules.questions().get(asked).room());
    }

    /** A digit was typed. */
    public Step digit(long nowNs) {
        if (isTooEarly(nowNs)) {
            return Step.IGNORED;
        }
        if (counts[asked] == rules.max()) {
            return Step.FULL;
        }
        counts[asked]++;
        boolean complete =
                rules.validation().atMaximum() && counts[asked] == most() && most() >= COMPLETE_BY_ITSELF_MIN;
        return complete ? validated(nowNs) : Step.MORE;
    }

    public Step correct(long nowNs) {
        if (isTooEarly(nowNs) || counts[asked] == 0) {
            return Step.IGNORED;
        }
        counts[asked]--;
        return Step.LESS;
    }

    public Step clear(long nowNs) {
        if (isTooEarly(nowNs) || counts[asked] == 0) {
            return Step.IGNORED;
        }
        counts[asked] = 0;
        return Step.CLEARED;
    }

    public Step ok(long nowNs) {
        if (isTooEarly(nowNs) || !validatesByKey()) {
            return Step.IGNORED;
        }
        return counts[asked] < rules.min() ? Step.TOO_FEW : validated(nowNs);
    }

    /** Also where the PC wants an end by itself at fewer digits than may end one. */
    private boolean validatesByKey() {
        return rules.validation().byKey() || (rules.validation().atMaximum() && most() < COMPLETE_BY_ITSELF_MIN);
    }

    public Step cancel() {
        return Step.CANCELLED;
    }

    public Step time(long nowNs) {
        if (nowNs < endsAtNs) {
            return Step.IGNORED;
        }
        return rules.validation().byTimeOut() && counts[asked] >= rules.min() ? validated(nowNs) : Step.TIMED_OUT;
    }

    private Step validated(long nowNs) {
        if (counts[asked] > most()) {
            return Step.TOO_LONG;
        }
        if (asked == counts.length - 1) {
            return Step.COMPLETE;
        }
        asked++;
        startClock(nowNs);
        return Step.NEXT;
    }

    private boolean isTooEarly(long nowNs) {
        boolean early = nowNs < restsUntilNs;
        if (early) {
            restsUntilNs = nowNs + REST_NS;
        }
        return early;
    }

    /** Seconds left for the PIN that is asked, rounded up. */
    public int secondsLeft(long nowNs) {
        return (int) Math.max(0, (endsAtNs - nowNs + NS_PER_S - 1) / NS_PER_S);
    }

    /** When the next second of the count-down begins, the last one being the end. */
    public long nextSecondNs(long nowNs) {
        return endsAtNs - Math.max(0, secondsLeft(nowNs) - 1) * NS_PER_S;
    }
}
