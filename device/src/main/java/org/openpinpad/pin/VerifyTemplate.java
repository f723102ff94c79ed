// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.pin.FormatString;
import org.openpinpad.ccid.pin.PinVerification;
import org.openpinpad.ccid.pin.PinVerification.Offset;

/**
 * A sound request to put a PIN into a VERIFY command (ISO 7816-4 §11.6.6), made from what the PC sent. No PIN is in it.
 *
 * <p>Only ASCII digits at the start of the command's data are put in so far; every other format is refused with the offset
 * of the field that asks for it. The command may be a header alone, a header with Lc = 0 (both: the PIN is all of the
 * data), or have padded data, whose padding stays around the PIN.
 *
 * @param header CLA INS P1 P2
 * @param padding the data around the PIN; empty when the PIN alone is the data
 * @param min least digits, 1 or more
 * @param max most digits that are taken
 * @param timeOutS seconds until the entry ends by itself
 * @param validation entry validation condition
 * @param langId the PC's wish for a language, 0 for none
 */
public record VerifyTemplate(
        ByteBuffer header, ByteBuffer padding, int min, int max, int timeOutS, EntryValidation validation, int langId) {

    /** Most digits of any PIN here; OpenPGP cards tell this as their limit. */
    public static final int DIGITS_MAX = 127;

    /** When the PC leaves it to the reader. */
    public static final int TIME_OUT_DEFAULT_S = 30;

    /** Whatever the PC asks for. */
    public static final int TIME_OUT_MAX_S = 180;

    private static final int HEADER = 4;
    private static final int INS_VERIFY = 0x20;
    private static final int LOGICAL_CHANNEL = 0x03;
    private static final int NUMBER_MESSAGE_MAX = 3;
    private static final int NUMBER_MESSAGE_DEFAULT = 0xFF;

    /** What comes of a request: a template, or the offset of the field at fault. */
    public sealed interface Checked {
        record Accepted(VerifyTemplate template) implements Checked {}

        record Refused(int offset) implements Checked {}
    }

    /** Checks everything that the PC sent, before anybody is asked for a PIN. */
    public static Checked check(PinVerification request) {
        FormatString format = request.format();
        if (format.encoding() != FormatString.Encoding.ASCII || format.rightJustified() || format.position() != 0) {
            return new Checked.Refused(Offset.FORMAT_STRING);
        }
        if (request.block().lengthBits() != 0) {
            return new Checked.Refused(Offset.PIN_BLOCK_STRING);
        }
        EntryValidation validation = EntryValidation.of(request.entryValidationCondition());
        if (validation == null) {
            return new Checked.Refused(Offset.ENTRY_VALIDATION_CONDITION);
        }
        int messages = request.numberMessage();
        if (messages > NUMBER_MESSAGE_MAX && messages != NUMBER_MESSAGE_DEFAULT) {
            return new Checked.Refused(Offset.NUMBER_MESSAGE);
        }
        return checkCommand(request, validation);
    }

    private static Checked checkCommand(PinVerification request, EntryValidation validation) {
        ByteBuffer apdu = request.apdu();
        if (!isVerify(apdu)) {
            return new Checked.Refused(Offset.PIN_APDU);
        }
        int dataLength = Math.max(0, apdu.remaining() - HEADER - 1);
        int frame = request.block().frameBytes();
        int min = Math.max(1, request.pinMin());
        boolean fillsFrame = request.pinMin() == frame && request.pinMax() == frame;
        if (frame > dataLength && !(dataLength == 0 && fillsFrame)) {
            return new Checked.Refused(Offset.PIN_BLOCK_STRING);
        }
        int room = dataLength == 0 ? DIGITS_MAX : frame == 0 ? dataLength : frame;
        int max = Math.min(Math.min(request.pinMax(), room), DIGITS_MAX);
        if (min > max) {
            return new Checked.Refused(Offset.PIN_MAX_EXTRA_DIGIT);
        }
        ByteBuffer header = copy(apdu, 0, HEADER);
        ByteBuffer padding = copy(apdu, apdu.remaining() - dataLength, dataLength);
        int timeOut = request.timeOut() == 0 ? TIME_OUT_DEFAULT_S : Math.min(request.timeOut(), TIME_OUT_MAX_S);
        return new Checked.Accepted(
                new VerifyTemplate(header, padding, min, max, timeOut, validation, request.langId()));
    }

    /** The PC's buffer is reused while the user types, so the template keeps bytes of its own. */
    private static ByteBuffer copy(ByteBuffer apdu, int from, int length) {
        ByteBuffer own = ByteBuffer.allocate(length);
        return own.put(apdu.slice(apdu.position() + from, length)).flip().asReadOnlyBuffer();
    }

    /**
     * Whether the command is VERIFY on one of the basic logical channels, without secure messaging or chaining, and of a
     * length that its Lc explains. A PIN in any other command could be read back or go astray.
     */
    private static boolean isVerify(ByteBuffer apdu) {
        int at = apdu.position();
        int length = apdu.remaining();
        if (length < HEADER
                || (apdu.get(at) & ~LOGICAL_CHANNEL) != 0
                || apdu.get(at + 1) != INS_VERIFY
                || apdu.get(at + 2) != 0) {
            return false;
        }
        return length == HEADER || length == HEADER + 1 + (apdu.get(at + HEADER) & 0xFF);
    }

    /** The logical channel of the command (ISO 7816-4 §5.4.1). */
    int channel() {
        return header.get(0) & LOGICAL_CHANNEL;
    }

    /** P2: which PIN (ISO 7816-4 §11.6.6, reference data qualifier). */
    public int reference() {
        return header.get(HEADER - 1) & 0xFF;
    }

    /** Bytes of the command's data once {@code digits} are in it. */
    int dataLength(int digits) {
        return padding.hasRemaining() ? padding.remaining() : digits;
    }
}
