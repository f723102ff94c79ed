// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

/** bmICCStatus, bits 0 and 1 of bStatus (CCID 1.1 §6.2.6). */
public enum IccStatus {
    /** A card is in and powered. */
    ACTIVE(0),
    /** A card is in but not powered. */
    INACTIVE(1),
    /** No card. */
    ABSENT(2),
    /** A value that CCID reserves. */
    RESERVED(3);

    private final int code;

    IccStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static IccStatus ofStatus(int bStatus) {
        return values()[bStatus & 3];
    }
}
