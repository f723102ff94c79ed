// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * {@code PIN_VERIFY}: what a program sends for {@link Feature#VERIFY_PIN_DIRECT} (PC/SC part 10 §2.5.2).
 *
 * @param timeOut bTimeOut, seconds until the entry must be complete; 0 is the reader's default
 * @param timeOut2 bTimeOut2, seconds after the first key
 * @param format bmFormatString, bmPINBlockString, bmPINLengthFormat
 * @param digits wPINMaxExtraDigit
 * @param entryValidation bEntryValidationCondition, bits of {@link EntryValidation}
 * @param messages bNumberMessage, wLangId and one bMsgIndex
 * @param teoPrologue bTeoPrologue, three bytes with NAD highest; of no meaning at APDU level
 * @param apdu abData, the VERIFY command into which the reader writes the digits; read-only
 */
public record PinVerifyStructure(
        int timeOut,
        int timeOut2,
        PinFormat format,
        PinDigits digits,
        int entryValidation,
        PinMessages messages,
        int teoPrologue,
        ByteBuffer apdu) {

    /** Bytes before abData. */
    static final int HEADER_LENGTH = 19;

    /** Copies the command and checks the fields' sizes. */
    public PinVerifyStructure {
        Fields.requireBytes(timeOut, timeOut2, entryValidation);
        Fields.requireIndices(messages, 1);
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
        out.putShort((short) digits.word());
        out.put((byte) entryValidation);
        Fields.putMessages(out, messages);
        Fields.putPrologue(out, teoPrologue);
        out.putInt(apdu.remaining()).put(apdu());
        to.position(to.position() + out.position());
    }

    /** Reads the remaining bytes, which must be one whole structure. */
    public static Decoded<PinVerifyStructure> parse(ByteBuffer from) {
        ByteBuffer in = from.slice().order(ByteOrder.LITTLE_ENDIAN);
        Decoded<Void> sizes = Fields.checkLengths(in, HEADER_LENGTH);
        if (sizes instanceof Decoded.Malformed<Void> bad) {
            return new Decoded.Malformed<>(bad.offset(), bad.problem());
        }
        int timeOut = in.get() & 0xFF;
        int timeOut2 = in.get() & 0xFF;
        PinFormat format = Fields.getFormat(in);
        PinDigits digits = PinDigits.ofWord(in.getShort());
        int entryValidation = in.get() & 0xFF;
        PinMessages messages = Fields.getMessages(in, 1);
        int teoPrologue = Fields.getPrologue(in);
        in.getInt(); // ulDataLength, checked above
        return new Decoded.Value<>(
                new PinVerifyStructure(timeOut, timeOut2, format, digits, entryValidation, messages, teoPrologue, in));
    }

    /** {@code messages} for VERIFY: one index. */
    public static PinMessages message(int number, int langId, int index) {
        return new PinMessages(number, langId, List.of(index));
    }
}
