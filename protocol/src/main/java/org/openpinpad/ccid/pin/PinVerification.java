// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

import static org.openpinpad.ccid.message.LittleEndian.put16;
import static org.openpinpad.ccid.message.LittleEndian.u16;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.ccid.message.Header;

/**
 * The PIN verification structure with bPINOperation in front of it (CCID 1.1 §6.1.11, table 6.1-14).
 *
 * @param timeOut seconds from the first display to the validation, 0: the reader's default
 * @param format bmFormatString
 * @param block bmPINBlockString
 * @param lengthFormat bmPINLengthFormat
 * @param pinMax high limit of digits: the low byte of wPINMaxExtraDigit, first on the wire
 * @param pinMin low limit of digits
 * @param entryValidationCondition bit 0 maximum reached, bit 1 validation key, bit 2 time-out
 * @param numberMessage 0 none, 1 the message of msgIndex, FFh the reader's default
 * @param langId wLangId of the message
 * @param msgIndex bMsgIndex
 * @param teoPrologue T=1 NAD, PCB, LEN, the first in the lowest byte; without meaning at the APDU levels
 * @param apdu the command to put the PIN into
 */
public record PinVerification(
        int timeOut,
        FormatString format,
        BlockString block,
        LengthFormat lengthFormat,
        int pinMax,
        int pinMin,
        int entryValidationCondition,
        int numberMessage,
        int langId,
        int msgIndex,
        int teoPrologue,
        ByteBuffer apdu)
        implements PinStructure {

    /** Bytes in front of the APDU, bPINOperation included. */
    public static final int PREFIX = 15;

    /** Reads abData of a Secure message, bPINOperation included; empty when there are not even {@link #PREFIX} bytes. */
    public static Optional<PinVerification> parse(ByteBuffer abData) {
        int at = abData.position();
        if (abData.remaining() < PREFIX) {
            return Optional.empty();
        }
        return Optional.of(new PinVerification(
                u8(abData, at + 1),
                FormatString.of(u8(abData, at + 2)),
                BlockString.of(u8(abData, at + 3)),
                LengthFormat.of(u8(abData, at + 4)),
                u8(abData, at + 5),
                u8(abData, at + 6),
                u8(abData, at + 7),
                u8(abData, at + 8),
                u16(abData, at + 9),
                u8(abData, at + 11),
                u16(abData, at + 12) | u8(abData, at + 14) << 16,
                abData.slice(at + PREFIX, abData.remaining() - PREFIX)));
    }

    /** Writes abData of a Secure message, bPINOperation included. */
    public void write(ByteBuffer out) {
        int at = out.position();
        out.put(at, (byte) PinOperation.VERIFICATION).put(at + 1, (byte) timeOut);
        out.put(at + 2, (byte) format.value()).put(at + 3, (byte) block.value());
        out.put(at + 4, (byte) lengthFormat.value());
        out.put(at + 5, (byte) pinMax).put(at + 6, (byte) pinMin);
        out.put(at + 7, (byte) entryValidationCondition).put(at + 8, (byte) numberMessage);
        put16(out, at + 9, langId);
        out.put(at + 11, (byte) msgIndex);
        put16(out, at + 12, teoPrologue);
        out.put(at + 14, (byte) (teoPrologue >>> 16));
        out.position(at + PREFIX).put(apdu.duplicate());
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
                    case PIN_MAX_EXTRA_DIGIT -> 5;
                    case ENTRY_VALIDATION_CONDITION -> 7;
                    case NUMBER_MESSAGE -> 8;
                    case LANG_ID -> 9;
                    case MSG_INDEX -> 11;
                    case TEO_PROLOGUE -> 12;
                    case PIN_APDU -> PREFIX;
                    case INSERTION_OFFSET_OLD, INSERTION_OFFSET_NEW, CONFIRM_PIN ->
                        throw new IllegalArgumentException("not a field of a verification: " + field);
                };
    }
}
