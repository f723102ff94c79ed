// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

/** SCARD_SHARE_*: whom a connection lets at the card beside itself. */
public enum Sharing {
    /** Nobody. */
    EXCLUSIVE(1),
    /** Others that share too. */
    SHARED(2),
    /** The reader alone, with or without a card. */
    DIRECT(3);

    private final long dword;

    Sharing(long dword) {
        this.dword = dword;
    }

    long dword() {
        return dword;
    }
}
