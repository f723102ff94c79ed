// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import org.openpinpad.simulator.card.os.CommandPath;

/** How long a command or response the card takes and says that it takes. */
public enum Lengths {
    /** Short APDUs and command chaining: the card of a T=0 reader. */
    SHORT(0x80),
    /** Extended Lc and Le besides; DO 7F66 holds the limits. */
    EXTENDED(0xE0);

    /** Longest whole command or response, as 7F66 announces it. */
    static final int MAX_APDU = 0x0A00;
    /** Longest body: the limit less header, extended Lc and Le. */
    static final int MAX_BODY = MAX_APDU - 9;

    /** Third byte of the card capabilities (ISO 7816-4 §12.1.1.9): chaining, extended lengths, their limits in a DO. */
    final int capabilities;

    Lengths(int capabilities) {
        this.capabilities = capabilities;
    }

    CommandPath.Limits limits() {
        return new CommandPath.Limits(MAX_BODY, this == EXTENDED, 0);
    }
}
