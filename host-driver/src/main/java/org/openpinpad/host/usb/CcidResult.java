// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.message.SlotError;

/** How a CCID command ended. */
sealed interface CcidResult {

    /** The reader did it. The reply's data are valid until the next command. */
    record Done(RdrToPc reply) implements CcidResult {}

    /**
     * The reader says that it failed.
     *
     * @param error bError, a {@link SlotError} or the offset of the field at fault
     */
    record Failed(int error, IccStatus icc) implements CcidResult {
        /** Whether it failed for want of a card. */
        boolean cardAbsent() {
            return icc == IccStatus.ABSENT;
        }
    }

    /** The reader was still busy at the last moment that this side waits for; the command was aborted. */
    record Overdue() implements CcidResult {}
}
