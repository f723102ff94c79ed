// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** Why the reader did not do what the PC asked. */
public enum RefusalReason {
    /** The PC sent a command that carries a PIN. */
    PIN_FROM_PC,
    /** The PC wanted the PIN put into a command that is not a reference-data command. */
    NOT_A_PIN_COMMAND,
    /** The PC described a PIN entry that the reader cannot do. */
    UNSUPPORTED_ENTRY
}
