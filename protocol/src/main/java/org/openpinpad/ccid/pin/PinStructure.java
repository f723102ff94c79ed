// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

import java.nio.ByteBuffer;

/** What the two PIN structures of PC_to_RDR_Secure have in common (CCID 1.1 §6.1.11). */
public sealed interface PinStructure permits PinVerification, PinModification {

    /** bTimeOut in seconds, 0: the reader's default. */
    int timeOut();

    FormatString format();

    BlockString block();

    LengthFormat lengthFormat();

    /** High limit of digits: the low byte of wPINMaxExtraDigit, first on the wire. */
    int pinMax();

    /** Low limit of digits. */
    int pinMin();

    /** Bit 0 maximum reached, bit 1 validation key, bit 2 time-out. */
    int entryValidationCondition();

    int numberMessage();

    int langId();

    /** The command to put the PIN into. */
    ByteBuffer apdu();

    /** Where the field stands in the whole message, header included: the bError that names it (§6.2.6). */
    int offset(PinField field);
}
