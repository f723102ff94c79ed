// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

/** bError of a failed command (CCID 1.1 §6.2.6, table 6.2-2). Values 01 to 7F are the offset of the field at fault. */
public final class SlotError {
    /** The command is not supported. */
    public static final int NOT_SUPPORTED = 0x00;
    /** Offset 1: dwLength is wrong. */
    public static final int BAD_LENGTH = Header.DW_LENGTH;
    /** Offset 5: no such slot. */
    public static final int BAD_SLOT = Header.SLOT;

    public static final int CMD_ABORTED = 0xFF;
    public static final int ICC_MUTE = 0xFE;
    public static final int XFR_PARITY_ERROR = 0xFD;
    public static final int XFR_OVERRUN = 0xFC;
    public static final int HW_ERROR = 0xFB;
    public static final int BAD_ATR_TS = 0xF8;
    public static final int BAD_ATR_TCK = 0xF7;
    public static final int ICC_PROTOCOL_NOT_SUPPORTED = 0xF6;
    public static final int ICC_CLASS_NOT_SUPPORTED = 0xF5;
    public static final int PROCEDURE_BYTE_CONFLICT = 0xF4;
    public static final int DEACTIVATED_PROTOCOL = 0xF3;
    public static final int BUSY_WITH_AUTO_SEQUENCE = 0xF2;
    public static final int PIN_TIMEOUT = 0xF0;
    public static final int PIN_CANCELLED = 0xEF;
    public static final int CMD_SLOT_BUSY = 0xE0;

    private SlotError() {}

    /** What the code means, for a person who reads a trace. */
    public static String describe(int bError) {
        return switch (bError) {
            case NOT_SUPPORTED -> "command not supported";
            case CMD_ABORTED -> "aborted";
            case ICC_MUTE -> "card mute or absent";
            case XFR_PARITY_ERROR -> "parity error";
            case XFR_OVERRUN -> "overrun";
            case HW_ERROR -> "hardware error";
            case BAD_ATR_TS -> "bad ATR (TS)";
            case BAD_ATR_TCK -> "bad ATR (TCK)";
            case ICC_PROTOCOL_NOT_SUPPORTED -> "card's protocol not supported";
            case ICC_CLASS_NOT_SUPPORTED -> "card's voltage not supported";
            case PROCEDURE_BYTE_CONFLICT -> "procedure byte conflict";
            case DEACTIVATED_PROTOCOL -> "deactivated protocol";
            case BUSY_WITH_AUTO_SEQUENCE -> "busy with automatic sequence";
            case PIN_TIMEOUT -> "PIN entry timed out";
            case PIN_CANCELLED -> "PIN entry cancelled";
            case CMD_SLOT_BUSY -> "slot busy";
            default -> bError < 0x80 ? "bad field at offset " + bError : "code " + Integer.toHexString(bError);
        };
    }
}
