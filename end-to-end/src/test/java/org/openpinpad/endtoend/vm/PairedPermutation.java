// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

/**
 * The permutation test of paired differences (Fisher): how many of all ways to swap the two of each pair give a mean
 * difference at least as far from zero. Nothing is assumed of how the values are distributed, or of values within one
 * member of a pair.
 */
final class PairedPermutation {
    /** All 2^n ways are gone through. */
    static final int PAIRS_MAX = 20;

    private PairedPermutation() {}

    /** The two-sided p value; at best 2 / 2^n. */
    static double p(double... differences) {
        if (differences.length > PAIRS_MAX) {
            throw new IllegalArgumentException(differences.length + " pairs are too many");
        }
        int ways = 1 << differences.length;
        double observed = Math.abs(sum(differences, 0));
        int asFar = 0;
        for (int swapped = 0; swapped < ways; swapped++) {
            if (Math.abs(sum(differences, swapped)) >= observed * (1 - 1e-12)) {
                asFar++;
            }
        }
        return (double) asFar / ways;
    }

    private static double sum(double[] differences, int swapped) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += (swapped >> i & 1) == 0 ? differences[i] : -differences[i];
        }
        return sum;
    }
}
