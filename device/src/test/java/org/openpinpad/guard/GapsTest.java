// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tests found in decision 9 itself: PINs that it lets through, and ordinary use that it disturbs. */
@Disabled("gaps in decision 9 itself: the filter does what it says")
class GapsTest {

    static List<SmugglingCase> gaps() {
        return SmugglingCase.of("gaps.txt");
    }

    static List<SmugglingCase> disturbed() {
        return SmugglingCase.of("disturbed.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gaps")
    void noPinReachesTheCard(SmugglingCase way) throws InterruptedException {
        new SmugglingTest().noPinReachesTheCard(way);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disturbed")
    void passes(SmugglingCase use) {
        new OrdinaryTest().passes(use);
    }
}
