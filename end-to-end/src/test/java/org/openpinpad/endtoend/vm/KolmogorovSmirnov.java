// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.util.Arrays;

/**
 * The two-sample test of Kolmogorov and Smirnov: how far apart two samples' distribution functions are, and how likely
 * that is if both come from one distribution. The p value is the asymptotic one with Stephens' correction (Numerical
 * Recipes §14.3), good from about ten values each; ties make it too large, never too small.
 */
record KolmogorovSmirnov(double distance, double p) {
    private static final int TERMS = 100;

    static KolmogorovSmirnov of(double[] one, double[] other) {
        double distance = distance(sorted(one), sorted(other));
        double size = Math.sqrt((double) one.length * other.length / (one.length + other.length));
        return new KolmogorovSmirnov(distance, tail((size + 0.12 + 0.11 / size) * distance));
    }

    private static double[] sorted(double... values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static double distance(double[] one, double[] other) {
        double distance = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            double value = Math.min(one[i], other[j]);
            while (i < one.length && one[i] == value) {
                i++;
            }
            while (j < other.length && other[j] == value) {
                j++;
            }
            distance = Math.max(distance, Math.abs((double) i / one.length - (double) j / other.length));
        }
        return distance;
    }

    /** Kolmogorov's distribution: 2 sum (-1)^(k-1) exp(-2 k² x²). */
    private static double tail(double x) {
        if (x < 0.2) {
            return 1; // to twelve places; the sum converges slowly here
        }
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) {
            sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * x * x);
        }
        return Math.min(1, Math.max(0, sum));
    }
}
