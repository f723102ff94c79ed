// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.entry;

import org.openpinpad.display.PinPrompt;

/**
 * The entry of one PIN, or of an old, a new and a repeated one: how many digits there are and when it ends. What the digits
 * are is not known here; whether the repeated PIN is the new one is for the caller to see.
 *
 * <pre>
 * event      condition                                         result
 * any key    but cancel, before the keypad has rested          IGNORED
 * digit      max digits are there                              FULL
 * digit      the most that fit, if that ends it, 4 or more     as OK
 * digit      otherwise                                         MORE
 * correct    at least one digit                                LESS
 * clear      at least one digit                                CLEARED
 * OK         fewer than min digits                             TOO_FEW; BAD_LENGTH when pressed again
 * OK         more digits than the command has room for         TOO_MANY; BAD_LENGTH when pressed again
 * OK         another PIN is to be asked                        NEXT
 * OK         otherwise                                         COMPLETE
 * cancel                                                       CANCELLED
 * time over                                                    TIMED_OUT
 * </pre>
 *
 * The time is fixed when the entry begins, whatever is typed: else the PC would learn by the end of it when a PIN was
 * complete. It never completes an entry: the PC sets it, and could have unfinished PINs sent to the card.
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
        /** The entry goes on; the user is to hear that this is too long. */
        TOO_MANY,
        /** The entry goes on; the user is to hear that the digit was not taken. */
        FULL,
        /** The next PIN is asked. If this came of a digit, it is to be kept as the last one of the PIN before. */
        NEXT,
        COMPLETE,
        /** The user insists on a PIN that is too short or too long. */
        BAD_LENGTH,
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
    private final long endsAtNs;
    private int asked;
    private long restsUntilNs;
    /** The last key was OK, and the user heard that the length is wrong. */
    private boolean warned;

    /**
     * Begins with the first PIN.
     *
     * @param keysMustRest whether keys are still being pressed that were meant for an entry before this one
     */
    public PinEntry(EntryRules rules, boolean keysMustRest, long nowNs) {
        this.rules = rules;
        counts = new int[rules.questions().size()];
        restsUntilNs = keysMustRest ? nowNs + REST_NS : nowNs;
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

    /** The most digits of the PIN that is asked with which it fits the command. */
    public int most() {
        return Math.min(rules.max(), rules.questions().get(asked).room());
    }

    /** A digit was typed. */
    public Step digit(long nowNs) {
        if (isTooEarly(nowNs)) {
            return Step.IGNORED;
        }
        warned = false;
        if (counts[asked] == rules.max()) {
            return Step.FULL;
        }
        counts[asked]++;
        boolean complete = rules.endsAtMaximum() && counts[asked] == most() && most() >= COMPLETE_BY_ITSELF_MIN;
        return complete ? completed() : Step.MORE;
    }

    public Step correct(long nowNs) {
        warned = false;
        if (isTooEarly(nowNs) || counts[asked] == 0) {
            return Step.IGNORED;
        }
        counts[asked]--;
        return Step.LESS;
    }

    public Step clear(long nowNs) {
        warned = false;
        if (isTooEarly(nowNs) || counts[asked] == 0) {
            return Step.IGNORED;
        }
        counts[asked] = 0;
        return Step.CLEARED;
    }

    public Step ok(long nowNs) {
        if (isTooEarly(nowNs)) {
            return Step.IGNORED;
        }
        boolean tooFew = counts[asked] < rules.min();
        if (!tooFew && counts[asked] <= most()) {
            return completed();
        }
        if (warned) {
            return Step.BAD_LENGTH;
        }
        warned = true;
        return tooFew ? Step.TOO_FEW : Step.TOO_MANY;
    }

    public Step cancel() {
        return Step.CANCELLED;
    }

    public Step time(long nowNs) {
        return nowNs < endsAtNs ? Step.IGNORED : Step.TIMED_OUT;
    }

    private Step completed() {
        if (asked == counts.length - 1) {
            return Step.COMPLETE;
        }
        warned = false;
        asked++;
        return Step.NEXT;
    }

    private boolean isTooEarly(long nowNs) {
        boolean early = nowNs < restsUntilNs;
        if (early) {
            restsUntilNs = nowNs + REST_NS;
        }
        return early;
    }

    /** Seconds left for the entry, rounded up. */
    public int secondsLeft(long nowNs) {
        return (int) Math.max(0, (endsAtNs - nowNs + NS_PER_S - 1) / NS_PER_S);
    }

    /** When the next second of the count-down begins, the last one being the end. */
    public long nextSecondNs(long nowNs) {
        return endsAtNs - Math.max(0, secondsLeft(nowNs) - 1) * NS_PER_S;
    }
}
