// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.pin.PinField;
import org.openpinpad.ccid.pin.PinModification;
import org.openpinpad.ccid.pin.PinStructure;

/** The name of the field at an offset of PC_to_RDR_Secure with a PIN structure (CCID 1.1 §6.1.11), for the user. */
final class PinFieldName {

    private PinFieldName() {}

    static String at(PinStructure structure, int offset) {
        return name(structure, offset) + " (error at offset " + offset + ")";
    }

    private static String name(PinStructure structure, int offset) {
        return switch (offset) {
            case Header.DW_LENGTH -> "dwLength";
            case Header.SLOT -> "bSlot";
            case Header.SPECIFIC -> "bBWI";
            case Header.SPECIFIC + 1, Header.SPECIFIC + 2 -> "wLevelParameter";
            default -> offset < Header.LENGTH ? "this message" : fieldName(structure, offset);
        };
    }

    private static String fieldName(PinStructure structure, int offset) {
        PinField found = PinField.PIN_OPERATION;
        for (PinField field : PinField.values()) {
            if ((structure instanceof PinModification || !field.isOfModification())
                    && structure.offset(field) <= offset) {
                found = field;
            }
        }
        return found == PinField.PIN_APDU ? "the command" : found.wireName();
    }
}
