// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

/** SCARD_LEAVE_CARD and so on: what becomes of the card at the end of a connection, or before it is taken up again. */
public enum Disposition {
    LEAVE_CARD(0),
    /** Warm reset. */
    RESET_CARD(1),
    /** Contacts off; where a connection is taken up again, on again: a cold reset. */
    UNPOWER_CARD(2),
    EJECT_CARD(3);

    private final long dword;

    Disposition(long dword) {
        this.dword = dword;
    }

    long dword() {
        return dword;
    }
}
