// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

import static org.openpinpad.ccid.message.LittleEndian.put16;
import static org.openpinpad.ccid.message.LittleEndian.u16;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.ccid.message.Header;

/**
 * The PIN modification structure with bPINOperation in front of it (CCID 1.1 §6.1.11, table 6.1-15).
 *
 * <p>How many bMsgIndex bytes stand on the wire follows from bNumberMessage by the letter (1 for 0, 2 for 1 and 2, 3 for
 * 3), but for FFh hosts differ and some send three whatever the number. The layout is taken in which the APDU is one:
 * an instruction that changes reference data, and an Lc that fills the message exactly. The layout by the letter wins
 * where more than one fits.
 *
 * @param timeOut seconds, 0: the reader's default
 * @param format bmFormatString
 * @param block bmPINBlockString
 * @param lengthFormat bmPINLengthFormat
 * @param insertionOffsetOld bytes from the start of the command's data to the old PIN's block
 * @param insertionOffsetNew bytes from the start of the command's data to the new PIN's block
 * @param pinMax high limit of digits
 * @param pinMin low limit of digits
 * @param confirmPin bit 0 the new PIN is asked twice, bit 1 the old PIN is asked
 * @param entryValidationCondition as in {@link PinVerification}
 * @param numberMessage 0 to 3 or FFh
 * @param langId wLangId
 * @param msgIndexes one to three bMsgIndex, the first in the lowest byte
 * @param msgIndexCount how many of them stand on the wire
 * @param teoPrologue as in {@link PinVerification}
 * @param apdu the command to put the PINs into
 */
public record PinModification(
        int timeOut,
        FormatString format,
        BlockString block,
        LengthFormat lengthFormat,
        int insertionOffsetOld,
        int insertionOffsetNew,
        int pinMax,
        int pinMin,
        int confirmPin,
        int entryValidationCondition,
        int numberMessage,
        int langId,
        int msgIndexes,
        int msgIndexCount,
        int teoPrologue,
        ByteBuffer apdu)
        implements PinStructure {

    private static final int MSG_INDEX_1 = 14;
    private static final int TEO_LENGTH = 3;

    /** ISO 7816-4 §11.6.7 CHANGE REFERENCE DATA and §11.6.10 RESET RETRY COUNTER. */
    private static final int INS_CHANGE = 0x24;

    private static final int INS_RESET_RETRY_COUNTER = 0x2C;

    /** bConfirmPIN bit 0. */
    private static final int ASK_TWICE = 1;
    /** bConfirmPIN bit 1. */
    private static final int ASK_OLD = 2;

    /** Whether the new PIN is asked twice. */
    public boolean asksTwice() {
        return (confirmPin & ASK_TWICE) != 0;
    }

    /** Whether the old PIN is asked. */
    public boolean asksOld() {
        return (confirmPin & ASK_OLD) != 0;
    }

    /** bMsgIndex number 1 to 3. */
    public int msgIndex(int number) {
        return (msgIndexes >>> (8 * (number - 1))) & 0xFF;
    }

    /** Reads abData of a Secure message, bPINOperation included; empty when it is too short for any layout. */
    public static Optional<PinModification> parse(ByteBuffer abData) {
        int at = abData.position();
        int length = abData.remaining();
        if (length <= MSG_INDEX_1) {
            return Optional.empty();
        }
        int count = layout(abData, u8(abData, at + 11));
        int prologue = MSG_INDEX_1 + count;
        if (length < prologue + TEO_LENGTH) {
            return Optional.empty();
        }
        int indexes = 0;
        for (int i = 0; i < count; i++) {
            indexes |= u8(abData, at + MSG_INDEX_1 + i) << (8 * i);
        }
        int teo = u16(abData, at + prologue) | u8(abData, at + prologue + 2) << 16;
        int apdu = prologue + TEO_LENGTH;
        return Optional.of(new PinModification(
                u8(abData, at + 1),
                FormatString.of(u8(abData, at + 2)),
                BlockString.of(u8(abData, at + 3)),
                LengthFormat.of(u8(abData, at + 4)),
                u8(abData, at + 5),
                u8(abData, at + 6),
                u8(abData, at + 7),
                u8(abData, at + 8),
                u8(abData, at + 9),
                u8(abData, at + 10),
                u8(abData, at + 11),
                u16(abData, at + 12),
                indexes,
                count,
                teo,
                abData.slice(at + apdu, length - apdu)));
    }

    private static int layout(ByteBuffer abData, int numberMessage) {
        int byTheLetter = switch (numberMessage) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> 3;
        };
        if (isCommand(abData, byTheLetter)) {
            return byTheLetter;
        }
        for (int count = 1; count <= 3; count++) {
            if (isCommand(abData, count)) {
                return count;
            }
        }
        return byTheLetter;
    }

    private static boolean isCommand(ByteBuffer abData, int msgIndexCount) {
        int start = MSG_INDEX_1 + msgIndexCount + TEO_LENGTH;
        int length = abData.remaining() - start;
        if (length < 4) {
            return false;
        }
        int at = abData.position() + start;
        int ins = u8(abData, at + 1);
        boolean knownIns = ins == INS_CHANGE || ins == INS_RESET_RETRY_COUNTER;
        return knownIns && (length == 4 || length == 5 + u8(abData, at + 4));
    }

    /** Writes abData of a Secure message with {@link #msgIndexCount} message indexes, bPINOperation included. */
    public void write(ByteBuffer out) {
        int at = out.position();
        out.put(at, (byte) PinOperation.MODIFICATION).put(at + 1, (byte) timeOut);
        out.put(at + 2, (byte) format.value()).put(at + 3, (byte) block.value());
        out.put(at + 4, (byte) lengthFormat.value());
        out.put(at + 5, (byte) insertionOffsetOld).put(at + 6, (byte) insertionOffsetNew);
        out.put(at + 7, (byte) pinMax).put(at + 8, (byte) pinMin);
        out.put(at + 9, (byte) confirmPin).put(at + 10, (byte) entryValidationCondition);
        out.put(at + 11, (byte) numberMessage);
        put16(out, at + 12, langId);
        for (int i = 0; i < msgIndexCount; i++) {
            out.put(at + MSG_INDEX_1 + i, (byte) msgIndex(i + 1));
        }
        int prologue = at + MSG_INDEX_1 + msgIndexCount;
        put16(out, prologue, teoPrologue);
        out.put(prologue + 2, (byte) (teoPrologue >>> 16));
        out.position(prologue + TEO_LENGTH).put(apdu.duplicate());
    }

    @Override
    public int offset(PinField field) {
        return Header.LENGTH
                + switch (field) {
                    case PIN_OPERATION -> 0;
                    case TIME_OUT -> 1;
                    case FORMAT_STRING -> 2;
                    case PIN_BLOCK_STRING -> 3;
                    case PIN_LENGTH_FORMAT -> 4;
                    case INSERTION_OFFSET_OLD -> 5;
                    case INSERTION_OFFSET_NEW -> 6;
                    case PIN_MAX_EXTRA_DIGIT -> 7;
                    case CONFIRM_PIN -> 9;
                    case ENTRY_VALIDATION_CONDITION -> 10;
                    case NUMBER_MESSAGE -> 11;
                    case LANG_ID -> 12;
                    case MSG_INDEX -> MSG_INDEX_1;
                    case TEO_PROLOGUE -> MSG_INDEX_1 + msgIndexCount;
                    case PIN_APDU -> MSG_INDEX_1 + msgIndexCount + TEO_LENGTH;
                };
    }
}
