// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import org.openpinpad.host.PinResult;
import org.openpinpad.host.ReaderException;

/** The program's exit codes; {@code --help} lists them. */
enum ExitCode {
    OK(0, "Done; for verify: the card accepted the PIN"),
    WRONG(1, "Wrong PIN"),
    BLOCKED(2, "The PIN is blocked"),
    CANCELLED(3, "The entry was cancelled"),
    TIMED_OUT(4, "The entry was not completed in time"),
    CARD_STATUS(5, "The card answered with another status"),
    REFUSED(6, "The reader refused; it may have no PIN pad or no event log"),
    NO_READER(7, "No reader or no card, or no access to it"),
    BAD_LENGTH(8, "The PIN was too short or too long"),
    USAGE(64, "The command line is wrong"),
    READER_ERROR(70, "The reader, or this program, failed");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    static ExitCode of(PinResult result) {
        // A sealed type, asked one by one because Java 17 has no patterns in switch.
        if (result instanceof PinResult.Verified) {
            return OK;
        } else if (result instanceof PinResult.Wrong) {
            return WRONG;
        } else if (result instanceof PinResult.Blocked) {
            return BLOCKED;
        } else if (result instanceof PinResult.Cancelled) {
            return CANCELLED;
        } else if (result instanceof PinResult.TimedOut) {
            return TIMED_OUT;
        } else if (result instanceof PinResult.CardError) {
            return CARD_STATUS;
        } else if (result instanceof PinResult.RefusedByReader) {
            return REFUSED;
        } else if (result instanceof PinResult.CardGone) {
            return NO_READER;
        } else if (result instanceof PinResult.BadLength || result instanceof PinResult.Mismatch) {
            return BAD_LENGTH;
        }
        return READER_ERROR;
    }

    static ExitCode of(ReaderException.Kind kind) {
        return switch (kind) {
            case NO_SERVICE, NO_READER, NO_CARD, BUSY, NO_PERMISSION -> NO_READER;
            case UNSUPPORTED -> REFUSED;
            case GONE, TIMEOUT, PROTOCOL, IO -> READER_ERROR;
        };
    }
}
