// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

/** bmCommandStatus, bits 6 and 7 of bStatus (CCID 1.1 §6.2.6). */
public enum CommandStatus {
    /** Done without error. */
    PROCESSED(0),
    /** Failed; bError says why. */
    FAILED(1),
    /** Not done yet: bError multiplies the waiting time. */
    TIME_EXTENSION(2),
    /** A value that CCID reserves. */
    RESERVED(3);

    private final int code;

    CommandStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static CommandStatus ofStatus(int bStatus) {
        return values()[bStatus >>> 6 & 3];
    }
}
