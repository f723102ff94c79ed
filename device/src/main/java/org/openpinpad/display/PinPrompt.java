// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/**
 * Which PIN is asked for. It follows from the command that gets the PIN and from bConfirmPIN alone: bMsgIndex, by which a PC
 * may choose among these (CCID 1.1 §6.1.11: 0, 1 and 2), could have a user type his PIN for something that it is not for.
 */
public enum PinPrompt {
    /** The PIN that the command verifies. */
    PIN,
    /** The PIN, or the code, that proves the right to set a new one. */
    OLD,
    /** The PIN to come. */
    NEW,
    /** The PIN to come, once more. */
    REPEAT
}
