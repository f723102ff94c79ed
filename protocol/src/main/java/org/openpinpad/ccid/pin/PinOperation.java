// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

/** bPINOperation, the first byte of PC_to_RDR_Secure's data (CCID 1.1 §6.1.11). */
public final class PinOperation {
    public static final int VERIFICATION = 0;
    public static final int MODIFICATION = 1;
    public static final int TRANSFER_FROM_BUFFER = 2;
    public static final int WAIT_ICC_RESPONSE = 3;
    public static final int CANCEL = 4;
    public static final int RESEND_LAST_I_BLOCK = 5;
    public static final int SEND_NEXT_APDU_PART = 6;

    private PinOperation() {}
}
