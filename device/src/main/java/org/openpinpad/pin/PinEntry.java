// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

/**
 * One entry of a PIN: how many digits there are and when it ends. What the digits are is not known here.
 *
 * <pre>
 * event      condition                          result
 * digit      fewer than max                     MORE, or COMPLETE at max if that validates
 * digit      max reached                        IGNORED
 * correct    at least one digit                 LESS
 * OK         the key validates, min reached     COMPLETE
 * OK         otherwise                          IGNORED
 * cancel                                        CANCELLED
 * time over  time validates, min reached        COMPLETE
 * time over  otherwise                          TIMED_OUT
 * </pre>
 */
final class PinEntry {

    enum Step {
        IGNORED,
        /** One digit more: it is to be kept. */
        MORE,
        /** One digit less: it is to be erased. */
        LESS,
        COMPLETE,
        CANCELLED,
        TIMED_OUT
    }

    private static final long NS_PER_S = 1_000_000_000L;

    private final int min;
    private final int max;
    private final EntryValidation validation;
    private final long endsAtNs;
    private int digits;

    PinEntry(VerifyTemplate template, long nowNs) {
        min = template.min();
        max = template.max();
        validation = template.validation();
        endsAtNs = nowNs + template.timeOutS() * NS_PER_S;
    }

    int digits() {
        return digits;
    }

    /** A digit was typed. On MORE and COMPLETE it counts, as the last of {@link #digits}. */
    Step digit() {
        if (digits == max) {
            return Step.IGNORED;
        }
        digits++;
        return digits == max && validation.atMaximum() ? Step.COMPLETE : Step.MORE;
    }

    Step correct() {
        if (digits == 0) {
            return Step.IGNORED;
        }
        digits--;
        return Step.LESS;
    }

    Step ok() {
        return validation.byKey() && digits >= min ? Step.COMPLETE : Step.IGNORED;
    }

    Step cancel() {
        return Step.CANCELLED;
    }

    Step time(long nowNs) {
        if (nowNs < endsAtNs) {
            return Step.IGNORED;
        }
        return validation.byTimeOut() && digits >= min ? Step.COMPLETE : Step.TIMED_OUT;
    }

    int secondsLeft(long nowNs) {
        return (int) Math.max(0, (endsAtNs - nowNs + NS_PER_S - 1) / NS_PER_S);
    }

    /** When the next second of the count-down begins, the last one being the end. */
    long nextSecondNs(long nowNs) {
        return endsAtNs - Math.max(0, secondsLeft(nowNs) - 1) * NS_PER_S;
    }
}
