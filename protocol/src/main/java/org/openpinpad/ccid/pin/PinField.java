// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

/**
 * The fields of the two PIN structures in the order in which they stand (CCID 1.1 §6.1.11, tables 6.1-14 and 6.1-15). Their
 * offsets in the message are told by {@link PinStructure#offset}.
 */
public enum PinField {
    PIN_OPERATION("bPINOperation"),
    TIME_OUT("bTimeOut"),
    FORMAT_STRING("bmFormatString"),
    PIN_BLOCK_STRING("bmPINBlockString"),
    PIN_LENGTH_FORMAT("bmPINLengthFormat"),
    INSERTION_OFFSET_OLD("bInsertionOffsetOld"),
    INSERTION_OFFSET_NEW("bInsertionOffsetNew"),
    PIN_MAX_EXTRA_DIGIT("wPINMaxExtraDigit"),
    CONFIRM_PIN("bConfirmPIN"),
    ENTRY_VALIDATION_CONDITION("bEntryValidationCondition"),
    NUMBER_MESSAGE("bNumberMessage"),
    LANG_ID("wLangId"),
    MSG_INDEX("bMsgIndex"),
    TEO_PROLOGUE("bTeoPrologue"),
    PIN_APDU("abPINApdu");

    private final String wireName;

    PinField(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the standard. */
    public String wireName() {
        return wireName;
    }

    /** Whether only the structure for a modification has it. */
    public boolean isOfModification() {
        return this == INSERTION_OFFSET_OLD || this == INSERTION_OFFSET_NEW || this == CONFIRM_PIN;
    }
}
