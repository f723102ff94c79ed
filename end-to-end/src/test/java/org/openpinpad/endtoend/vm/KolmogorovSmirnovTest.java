// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected values: scipy 1.17.1, {@code ks_2samp} for the distance, {@code kstwobign.sf} of the corrected one for p. */
class KolmogorovSmirnovTest {
    private static final double[] DRAWN = {
        0.61, 0.29, 0.06, 0.59, -1.73, -0.74, 0.51, -0.56, 0.39, 1.64, 0.05, -0.06, 0.64, -0.82, 0.37, 1.77, 1.09,
        -1.28, 2.36, 1.31, 1.05, -0.32, -0.40, 1.06, -2.47
    };

    @Test
    void distanceAndPAreThoseOfAnotherProgram() {
        KolmogorovSmirnov shifted = KolmogorovSmirnov.of(DRAWN, from(0.5, 0.1, 20));
        assertEquals(0.62, shifted.distance(), 1e-12);
        assertEquals(0.00017490844701290031, shifted.p(), 1e-12);

        KolmogorovSmirnov nearby = KolmogorovSmirnov.of(from(0, 1, 300), from(30.5, 1, 300));
        assertEquals(31 / 300.0, nearby.distance(), 1e-12);
        assertEquals(0.07592064578614598, nearby.p(), 1e-12);
    }

    @Test
    void equalValuesAreCountedOnBothSides() {
        double[] one = {1, 2, 2, 3};
        double[] other = {2, 2, 3, 4};
        assertEquals(0.25, KolmogorovSmirnov.of(one, other).distance(), 1e-12);
    }

    @Test
    void aSampleIsLikeItself() {
        assertEquals(new KolmogorovSmirnov(0, 1), KolmogorovSmirnov.of(DRAWN, DRAWN));
    }

    @Test
    void ofSamplesAlikeOneInAHundredIsBelowOneInAHundred() {
        Random random = new Random(1);
        int below = 0;
        for (int i = 0; i < 2000; i++) {
            double[] one = random.doubles(224).toArray();
            double[] other = random.doubles(224).toArray();
            below += KolmogorovSmirnov.of(one, other).p() < 0.01 ? 1 : 0;
        }
        assertTrue(below <= 35, below + " of 2000");
    }

    private static double[] from(double first, double step, int count) {
        return IntStream.range(0, count).mapToDouble(i -> first + step * i).toArray();
    }
}
