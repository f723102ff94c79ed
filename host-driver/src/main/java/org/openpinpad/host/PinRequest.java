// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.openpinpad.pcsc.part10.EntryValidation;
import org.openpinpad.pcsc.part10.PinDigits;
import org.openpinpad.pcsc.part10.PinFormat;
import org.openpinpad.pcsc.part10.PinMessages;
import org.openpinpad.pcsc.part10.PinVerifyStructure;

/**
 * What PIN is wanted, and the VERIFY command into which the reader puts it. Holds no PIN. Immutable.
 *
 * @param purpose the PIN's name for the user, as in "OpenPGP signature PIN"
 * @param application AID to select first, 5 to 16 bytes; read-only
 * @param command the VERIFY command without a PIN: header alone, header and Lc 00, or with padding; read-only
 * @param format how digits are written into the command
 * @param digits shortest and longest PIN
 * @param timeOut time for the whole entry, whole seconds up to 255; zero leaves it to the reader
 */
public record PinRequest(
        String purpose,
        Optional<ByteBuffer> application,
        ByteBuffer command,
        PinFormat format,
        PinDigits digits,
        Duration timeOut) {

    private static final int INS_VERIFY = 0x20;
    private static final int INS_OFFSET = 1;

    /** Copies the byte strings and checks what no reader could do. */
    public PinRequest {
        application = application.map(PinRequest::readOnlyCopy);
        command = readOnlyCopy(command);
        if (command.remaining() < 4 || (command.get(INS_OFFSET) & 0xFF) != INS_VERIFY) {
            throw new IllegalArgumentException("a PIN may only go into a VERIFY command, CLA 20 P1 P2");
        }
        if (digits.min() < 1 || digits.max() < digits.min()) {
            throw new IllegalArgumentException(
                    "a PIN of " + digits.min() + " to " + digits.max() + " digits cannot be typed");
        }
        if (timeOut.isNegative()
                || timeOut.toSeconds() > 0xFF
                || !timeOut.equals(Duration.ofSeconds(timeOut.toSeconds()))) {
            throw new IllegalArgumentException("the time for an entry is 0 to 255 whole seconds");
        }
        application.ifPresent(aid -> {
            if (aid.remaining() < 5 || aid.remaining() > 16) {
                throw new IllegalArgumentException(
                        "an application identifier has 5 to 16 bytes, not " + aid.remaining());
            }
        });
    }

    @Override
    public Optional<ByteBuffer> application() {
        return application.map(ByteBuffer::duplicate);
    }

    @Override
    public ByteBuffer command() {
        return command.duplicate();
    }

    /** A request for the VERIFY command {@code 00 20 00 reference}, to be refined. */
    public static PinRequestBuilder builder(int reference) {
        return new PinRequestBuilder(reference);
    }

    /** The SELECT command for the application (ISO 7816-4 §11.2.2, by name, first or only), if there is one. */
    public Optional<byte[]> selectCommand() {
        return application().map(aid -> {
            ByteBuffer select = ByteBuffer.allocate(6 + aid.remaining());
            select.put(new byte[] {0x00, (byte) 0xA4, 0x04, 0x00, (byte) aid.remaining()});
            select.put(aid).put((byte) 0x00);
            return select.array();
        });
    }

    /** The request as PC/SC part 10 has it; the reader chooses its texts. */
    public PinVerifyStructure toVerifyStructure() {
        int seconds = (int) timeOut.toSeconds();
        return new PinVerifyStructure(
                seconds,
                seconds,
                format,
                digits,
                EntryValidation.VALIDATION_KEY,
                PinVerifyStructure.message(PinMessages.READERS_CHOICE, 0, 0),
                0,
                command);
    }

    private static ByteBuffer readOnlyCopy(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        return copy.put(bytes.duplicate()).flip().asReadOnlyBuffer();
    }
}
