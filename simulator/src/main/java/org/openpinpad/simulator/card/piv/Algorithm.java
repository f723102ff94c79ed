// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Arrays;
import java.util.Optional;

/** The algorithms that an asymmetric key can have (SP 800-78-4 table 6-2). */
enum Algorithm {
    RSA_2048(0x07),
    ECC_P256(0x11);

    /** As P1 of GENERAL AUTHENTICATE and GENERATE ASYMMETRIC KEY PAIR's template have it. */
    final int identifier;

    Algorithm(int identifier) {
        this.identifier = identifier;
    }

    static Optional<Algorithm> of(int identifier) {
        return Arrays.stream(values())
                .filter(known -> known.identifier == identifier)
                .findFirst();
    }
}
