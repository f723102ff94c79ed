// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.util.Optional;

/** A property of a reader in the answer to {@link Feature#GET_TLV_PROPERTIES} (PC/SC part 10 §2.6.14). */
public enum TlvProperty {
    /** Lines in the high byte, characters a line in the low. */
    LCD_LAYOUT(1, "wLcdLayout", 2),
    ENTRY_VALIDATION_CONDITION(2, "bEntryValidationCondition", 1),
    TIME_OUT_2(3, "bTimeOut2", 1),
    LCD_MAX_CHARACTERS(4, "wLcdMaxCharacters", 2),
    LCD_MAX_LINES(5, "wLcdMaxLines", 2),
    MIN_PIN_SIZE(6, "bMinPINSize", 1),
    MAX_PIN_SIZE(7, "bMaxPINSize", 1),
    /** Text; the only property that is not a number. */
    FIRMWARE_ID(8, "sFirmwareID", 0),
    /** Pseudo-APDUs: bit 0 by SCardControl, bit 1 by SCardTransmit. */
    PPDU_SUPPORT(9, "bPPDUSupport", 1),
    MAX_APDU_DATA_SIZE(10, "dwMaxAPDUDataSize", 4),
    ID_VENDOR(11, "wIdVendor", 2),
    ID_PRODUCT(12, "wIdProduct", 2);

    private final int tag;
    private final String standardName;
    private final int length;

    TlvProperty(int tag, String standardName, int length) {
        this.tag = tag;
        this.standardName = standardName;
        this.length = length;
    }

    /** The tag byte. */
    public int tag() {
        return tag;
    }

    /** The name that the standard gives it. */
    public String standardName() {
        return standardName;
    }

    /** Bytes of the value; 0 for text. */
    public int length() {
        return length;
    }

    /** The property with this tag, or nothing when the standard knows none. */
    public static Optional<TlvProperty> byTag(int tag) {
        return tag >= 1 && tag <= values().length ? Optional.of(values()[tag - 1]) : Optional.empty();
    }
}
