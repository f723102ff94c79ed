// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

/**
 * The two halves of an abort (CCID 1.1 §5.3.1): the control request and PC_to_RDR_Abort, in either order, with the same
 * bSeq. While only one is there every other command for the slot fails. A newer half replaces an older one.
 */
final class AbortHandshake {

    static final int NONE = -1;

    private int control = NONE;
    private int bulk = NONE;

    boolean pending() {
        return control != NONE || bulk != NONE;
    }

    /** bSeq of the PC_to_RDR_Abort that waits for its control request, or {@link #NONE}. */
    int waitingBulk() {
        return bulk;
    }

    /** The control request came; true when both halves are there, which are forgotten then. */
    boolean control(int seq) {
        control = seq;
        return matched();
    }

    /** PC_to_RDR_Abort came; true when both halves are there, which are forgotten then. */
    boolean bulk(int seq) {
        bulk = seq;
        return matched();
    }

    void clear() {
        control = NONE;
        bulk = NONE;
    }

    private boolean matched() {
        boolean match = control == bulk;
        if (match) {
            clear();
        }
        return match;
    }
}
