// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.util.EnumMap;
import java.util.Map;
import org.openpinpad.ccid.pin.PinField;

/** The bytes of a PIN structure by the tables of CCID 1.1 §6.1.11, read without the product's parser. */
final class ModelRequest {
    private static final int HEADER = 10;

    private static final PinField[] VERIFICATION = {
        PinField.PIN_OPERATION,
        PinField.TIME_OUT,
        PinField.FORMAT_STRING,
        PinField.PIN_BLOCK_STRING,
        PinField.PIN_LENGTH_FORMAT,
        PinField.PIN_MAX_EXTRA_DIGIT,
        PinField.PIN_MAX_EXTRA_DIGIT,
        PinField.ENTRY_VALIDATION_CONDITION,
        PinField.NUMBER_MESSAGE,
        PinField.LANG_ID,
        PinField.LANG_ID,
        PinField.MSG_INDEX,
        PinField.TEO_PROLOGUE,
        PinField.TEO_PROLOGUE,
        PinField.TEO_PROLOGUE,
        PinField.PIN_APDU
    };

    private static final PinField[] MODIFICATION = {
        PinField.PIN_OPERATION,
        PinField.TIME_OUT,
        PinField.FORMAT_STRING,
        PinField.PIN_BLOCK_STRING,
        PinField.PIN_LENGTH_FORMAT,
        PinField.INSERTION_OFFSET_OLD,
        PinField.INSERTION_OFFSET_NEW,
        PinField.PIN_MAX_EXTRA_DIGIT,
        PinField.PIN_MAX_EXTRA_DIGIT,
        PinField.CONFIRM_PIN,
        PinField.ENTRY_VALIDATION_CONDITION,
        PinField.NUMBER_MESSAGE,
        PinField.LANG_ID,
        PinField.LANG_ID
    };

    private static final int INDEX_1 = MODIFICATION.length;
    private static final int NUMBER_AT = 11;
    private static final int PROLOGUE = 3;

    private final byte[] abData;
    private final boolean isModification;

    /** Where each field begins in abData. */
    private final Map<PinField, Integer> starts;

    private ModelRequest(byte[] abData, boolean isModification, Map<PinField, Integer> starts) {
        this.abData = abData.clone();
        this.isModification = isModification;
        this.starts = starts;
    }

    /** Null if abData is too short for the structure. */
    static ModelRequest read(byte[] abData, boolean isModification) {
        int prefix = isModification ? INDEX_1 + 1 : VERIFICATION.length - 1;
        if (abData.length < prefix) {
            return null;
        }
        Map<PinField, Integer> starts = new EnumMap<>(PinField.class);
        PinField[] table = isModification ? MODIFICATION : VERIFICATION;
        for (int i = 0; i < table.length; i++) {
            starts.putIfAbsent(table[i], i);
        }
        if (isModification) {
            int indexes = indexes(abData);
            starts.put(PinField.MSG_INDEX, INDEX_1);
            starts.put(PinField.TEO_PROLOGUE, INDEX_1 + indexes);
            starts.put(PinField.PIN_APDU, INDEX_1 + indexes + PROLOGUE);
        }
        return abData.length < starts.get(PinField.PIN_APDU) ? null : new ModelRequest(abData, isModification, starts);
    }

    /** bMsgIndex bytes on the wire: as many as bNumberMessage says, unless the command is one only behind another number. */
    private static int indexes(byte[] abData) {
        int number = abData[NUMBER_AT] & 0xFF;
        int said = number == 0 ? 1 : number == 1 || number == 2 ? 2 : 3;
        for (int indexes : new int[] {said, 1, 2, 3}) {
            int apdu = INDEX_1 + indexes + PROLOGUE;
            int length = abData.length - apdu;
            if (length >= 4) {
                boolean changes = abData[apdu + 1] == 0x24 || abData[apdu + 1] == 0x2C;
                if (changes && (length == 4 || length - 5 == (abData[apdu + 4] & 0xFF))) {
                    return indexes;
                }
            }
        }
        return said;
    }

    byte[] abData() {
        return abData.clone();
    }

    boolean isModification() {
        return isModification;
    }

    int start(PinField field) {
        return starts.get(field);
    }

    int value(PinField field) {
        return byteAt(starts.get(field));
    }

    /** The second byte of a word. */
    int secondByte(PinField field) {
        return byteAt(starts.get(field) + 1);
    }

    int apdu(int index) {
        return byteAt(starts.get(PinField.PIN_APDU) + index);
    }

    int apduLength() {
        return abData.length - starts.get(PinField.PIN_APDU);
    }

    /** The field whose byte this is; null for bPINOperation, which tells the two structures apart before they are read. */
    PinField fieldAt(int index) {
        PinField found = null;
        for (Map.Entry<PinField, Integer> start : starts.entrySet()) {
            if (start.getValue() <= index && (found == null || start.getValue() > starts.get(found))) {
                found = start.getKey();
            }
        }
        return found;
    }

    /** The field whose offset in the message this is, else null. */
    PinField fieldNamedBy(int error) {
        for (Map.Entry<PinField, Integer> start : starts.entrySet()) {
            if (start.getValue() + HEADER == error) {
                return start.getKey();
            }
        }
        return null;
    }

    private int byteAt(int index) {
        return abData[index] & 0xFF;
    }
}
