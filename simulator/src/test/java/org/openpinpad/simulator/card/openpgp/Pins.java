// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

/** Commands with the default PINs, as tests send them. */
final class Pins {

    static final String VERIFY_SIGN = "00 20 00 81 06 313233343536";
    static final String VERIFY_USER = "00 20 00 82 06 313233343536";
    static final String VERIFY_ADMIN = "00 20 00 83 08 3132333435363738";
    static final String WRONG_USER = "00 20 00 82 06 393939393939";
    static final String WRONG_ADMIN = "00 20 00 83 08 3939393939393939";

    private Pins() {}
}
