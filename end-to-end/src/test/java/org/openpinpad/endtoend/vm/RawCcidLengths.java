// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.openpinpad.endtoend.vm.Checks.check;
import static org.openpinpad.endtoend.vm.Checks.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sends XfrBlocks to a reader with the echo card and checks every byte of the answers: {@code RawCcidLengths VID:PID}.
 *
 * <p>With 54, 118, 182 and 246 bytes behind the header a message ends on a packet of full speed, with 502 and 1014 on one
 * of high speed too. No host sends a zero-length packet after it; every host needs one after such an answer.
 */
final class RawCcidLengths {
    private static final int[] MESSAGE_DATA = {54, 118, 182, 246, 502, 1014};
    private static final int LARGE = 32 * 1024;

    private final RawCcid reader;
    private int sequence;

    private RawCcidLengths(RawCcid reader) {
        this.reader = reader;
    }

    public static void main(String... arguments) throws IOException {
        try (RawUsbDevice device = RawUsbDevice.open(arguments[0])) {
            RawCcid reader = new RawCcid(device);
            reader.powerOn();
            RawCcidLengths lengths = new RawCcidLengths(reader);
            for (int length : MESSAGE_DATA) {
                check(length + " bytes out", () -> lengths.echo(length - headOf(length)));
                check(length + " bytes in", () -> lengths.echo(length - 2));
            }
            check("32 KiB out and in", () -> lengths.echo(LARGE));
            check("5 bytes after all that", () -> lengths.echo(5));
        }
    }

    /** Length of what stands before the body of a command of so many bytes in all. */
    private static int headOf(int commandLength) {
        return commandLength - 5 > 255 ? 7 : 5;
    }

    private void echo(int bodyLength) throws IOException {
        byte[] body = new byte[bodyLength];
        for (int i = 0; i < bodyLength; i++) {
            body[i] = (byte) (i * 7 + (i >> 8) + bodyLength);
        }
        sequence = sequence + 1 & 0xff;
        ByteBuffer answer = reader.exchange(RawCcid.message(RawCcid.XFR_BLOCK, sequence, command(body)));
        require(answer.get(0) == (byte) RawCcid.DATA_BLOCK, "not a DataBlock: " + RawCcid.hex(answer));
        require(answer.get(6) == (byte) sequence, "not my bSeq: " + RawCcid.hex(answer));
        require(answer.get(7) == 0 && answer.get(9) == 0, "failed or chained: " + RawCcid.hex(answer));
        require(answer.getInt(1) == bodyLength + 2, "dwLength is " + answer.getInt(1));
        require(answer.limit() == RawCcid.HEADER + bodyLength + 2, "the transfer has " + answer.limit() + " bytes");
        byte[] expected = Arrays.copyOf(body, bodyLength + 2);
        expected[bodyLength] = (byte) 0x90;
        byte[] got = new byte[bodyLength + 2];
        answer.get(RawCcid.HEADER, got);
        int wrong = Arrays.mismatch(expected, got);
        require(wrong < 0, "byte " + wrong + " differs");
    }

    /** Case 3 of ISO 7816-3 §12.1.3, short where that is long enough. */
    static byte[] command(byte... body) {
        boolean isShort = body.length <= 255;
        ByteBuffer command = ByteBuffer.allocate((isShort ? 5 : 7) + body.length);
        command.putInt(0x80ee0000);
        if (isShort) {
            command.put((byte) body.length);
        } else {
            command.put((byte) 0).putShort((short) body.length);
        }
        return command.put(body).array();
    }
}
