// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * {@code PIN_MODIFY}: what a program sends for {@link Feature#MODIFY_PIN_DIRECT} (PC/SC part 10 §2.5.3).
 *
 * <p>All three message indices are always here; what of them goes to the reader is the driver's affair.
 *
 * @param timeOut bTimeOut, seconds until the entry must be complete; 0 is the reader's default
 * @param timeOut2 bTimeOut2, seconds after the first key
 * @param format bmFormatString, bmPINBlockString, bmPINLengthFormat
 * @param insertionOffsetOld bInsertionOffsetOld, where the old PIN's block starts in the data, in bytes
 * @param insertionOffsetNew bInsertionOffsetNew, where the new PIN's block starts
 * @param digits wPINMaxExtraDigit
 * @param confirmPin bConfirmPIN, {@link #CONFIRM_NEW} and {@link #ASK_OLD}
 * @param entryValidation bEntryValidationCondition, bits of {@link EntryValidation}
 * @param messages bNumberMessage, wLangId and bMsgIndex1 to 3
 * @param teoPrologue bTeoPrologue, three bytes with NAD highest; of no meaning at APDU level
 * @param apdu abData, the command into which the reader writes the digits; read-only
 */
public record PinModifyStructure(
        int timeOut,
        int timeOut2,
        PinFormat format,
        int insertionOffsetOld,
        int insertionOffsetNew,
        PinDigits digits,
        int confirmPin,
        int entryValidation,
        PinMessages messages,
        int teoPrologue,
        ByteBuffer apdu) {

    /** bConfirmPIN bit 0: the new PIN is typed twice. */
    public static final int CONFIRM_NEW = 0x01;

    /** bConfirmPIN bit 1: the old PIN is asked for. */
    public static final int ASK_OLD = 0x02;

    /** Bytes before abData. */
    static final int HEADER_LENGTH = 24;

    /** Copies the command and checks the fields' sizes. */
    public PinModifyStructure {
        Fields.requireBytes(timeOut, timeOut2, insertionOffsetOld, insertionOffsetNew, confirmPin, entryValidation);
        Fields.requireIndices(messages, 3);
        apdu = Fields.copyOfApdu(apdu);
    }

    @Override
    public ByteBuffer apdu() {
        return apdu.duplicate();
    }

    /** Length of the wire form. */
    public int length() {
        return HEADER_LENGTH + apdu.remaining();
    }

    /** Writes the structure, little-endian. */
    public void write(ByteBuffer to) {
        ByteBuffer out = to.slice().order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) timeOut).put((byte) timeOut2);
        Fields.putFormat(out, format);
        out.put((byte) insertionOffsetOld).put((byte) insertionOffsetNew);
        out.putShort((short) digits.word());
        out.put((byte) confirmPin).put((byte) entryValidation);
        Fields.putMessages(out, messages);
        Fields.putPrologue(out, teoPrologue);
        out.putInt(apdu.remaining()).put(apdu());
        to.position(to.position() + out.position());
    }

    /** Reads the remaining bytes, which must be one whole structure. */
    public static Decoded<PinModifyStructure> parse(ByteBuffer from) {
        ByteBuffer in = from.slice().order(ByteOrder.LITTLE_ENDIAN);
        Decoded<Void> sizes = Fields.checkLengths(in, HEADER_LENGTH);
        if (sizes instanceof Decoded.Malformed<Void> bad) {
            return new Decoded.Malformed<>(bad.offset(), bad.problem());
        }
        int timeOut = in.get() & 0xFF;
        int timeOut2 = in.get() & 0xFF;
        PinFormat format = Fields.getFormat(in);
        int offsetOld = in.get() & 0xFF;
        int offsetNew = in.get() & 0xFF;
        PinDigits digits = PinDigits.ofWord(in.getShort());
        int confirmPin = in.get() & 0xFF;
        int entryValidation = in.get() & 0xFF;
        PinMessages messages = Fields.getMessages(in, 3);
        int teoPrologue = Fields.getPrologue(in);
        in.getInt(); // ulDataLength, checked above
        return new Decoded.Value<>(new PinModifyStructure(
                timeOut,
                timeOut2,
                format,
                offsetOld,
                offsetNew,
                digits,
                confirmPin,
                entryValidation,
                messages,
                teoPrologue,
                in));
    }

    /** {@code messages} for MODIFY: three indices. */
    public static PinMessages messages(int number, int langId, int first, int second, int third) {
        return new PinMessages(number, langId, List.of(first, second, third));
    }
}
