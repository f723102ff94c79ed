// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PairedPermutationTest {
    @Test
    void pIsThatOfAnotherProgram() { // scipy 1.17.1, permutation_test with permutation_type "samples"
        assertEquals(0.046875, PairedPermutation.p(0.19, 0.22, 0.18, 0.42, -0.05, 0.31, -0.11, 0.09));
    }

    @Test
    void differencesOfOneSignAreAsFarAsItGoes() {
        assertEquals(2.0 / 16, PairedPermutation.p(1, 5, 2, 3));
        assertEquals(2.0 / 16, PairedPermutation.p(-1, -5, -2, -3));
    }

    @Test
    void noDifferenceIsNothing() {
        assertEquals(1, PairedPermutation.p(0, 0, 0));
        assertEquals(1, PairedPermutation.p(1, -1));
    }

    @Test
    void refusesWhatWouldTakeForEver() {
        assertThrows(IllegalArgumentException.class, () -> PairedPermutation.p(new double[21]));
    }
}
