// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.pin.PinVerification.Offset;

/** The name of the field at an offset of PC_to_RDR_Secure with a PIN verification (CCID 1.1 §6.1.11), for the user. */
final class PinFieldName {

    private PinFieldName() {}

    static String at(int offset) {
        String name = switch (offset) {
            case Header.DW_LENGTH -> "dwLength";
            case Header.SLOT -> "bSlot";
            case Header.SPECIFIC -> "bBWI";
            case Header.SPECIFIC + 1, Header.SPECIFIC + 2 -> "wLevelParameter";
            case Offset.PIN_OPERATION -> "bPINOperation";
            case Offset.TIME_OUT -> "bTimeOut";
            case Offset.FORMAT_STRING -> "bmFormatString";
            case Offset.PIN_BLOCK_STRING -> "bmPINBlockString";
            case Offset.PIN_LENGTH_FORMAT -> "bmPINLengthFormat";
            case Offset.PIN_MAX_EXTRA_DIGIT, Offset.PIN_MAX_EXTRA_DIGIT + 1 -> "wPINMaxExtraDigit";
            case Offset.ENTRY_VALIDATION_CONDITION -> "bEntryValidationCondition";
            case Offset.NUMBER_MESSAGE -> "bNumberMessage";
            case Offset.LANG_ID, Offset.LANG_ID + 1 -> "wLangId";
            case Offset.MSG_INDEX -> "bMsgIndex";
            default ->
                offset >= Offset.PIN_APDU
                        ? "the command"
                        : offset >= Offset.TEO_PROLOGUE ? "bTeoPrologue" : "this message";
        };
        return name + " (error at offset " + offset + ")";
    }
}
