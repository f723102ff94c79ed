// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The fields that {@code PIN_VERIFY} and {@code PIN_MODIFY} have in common. Buffers are little-endian. */
final class Fields {

    /** CLA INS P1 P2: the shortest command there is (ISO 7816-4 §5.1). */
    private static final int APDU_LENGTH_MIN = 4;

    private static final int DATA_LENGTH_SIZE = 4;

    private Fields() {}

    static void requireBytes(int... values) {
        for (int value : values) {
            if (value < 0 || value > 0xFF) {
                throw new IllegalArgumentException("a one-byte field cannot hold " + value);
            }
        }
    }

    static void requireIndices(PinMessages messages, int count) {
        if (messages.indices().size() != count) {
            throw new IllegalArgumentException(
                    "this structure has " + count + " message indices, not " + messages.indices());
        }
    }

    static ByteBuffer copyOfApdu(ByteBuffer apdu) {
        if (apdu.remaining() < APDU_LENGTH_MIN) {
            throw new IllegalArgumentException("a command has at least 4 bytes, not " + apdu.remaining());
        }
        ByteBuffer copy = ByteBuffer.allocate(apdu.remaining());
        copy.put(apdu.duplicate()).flip();
        return copy.asReadOnlyBuffer();
    }

    /** Checks the length before abData, and {@code ulDataLength}, the last field before it. */
    static Decoded<Void> checkLengths(ByteBuffer in, int headerLength) {
        if (in.remaining() < headerLength) {
            return new Decoded.Malformed<>(
                    in.remaining(), "the structure has at least " + headerLength + " bytes, not " + in.remaining());
        }
        int offset = headerLength - DATA_LENGTH_SIZE;
        long told = in.getInt(offset) & 0xFFFF_FFFFL;
        int found = in.remaining() - headerLength;
        if (told != found) {
            return new Decoded.Malformed<>(offset, "ulDataLength is " + told + " but " + found + " bytes follow");
        }
        if (found < APDU_LENGTH_MIN) {
            return new Decoded.Malformed<>(headerLength, "the command has at least 4 bytes, not " + found);
        }
        return new Decoded.Value<>(null);
    }

    static void putFormat(ByteBuffer out, PinFormat format) {
        out.put((byte) format.format().value())
                .put((byte) format.block().value())
                .put((byte) format.lengthFormat().value());
    }

    static PinFormat getFormat(ByteBuffer in) {
        return PinFormat.of(in.get() & 0xFF, in.get() & 0xFF, in.get() & 0xFF);
    }

    static void putMessages(ByteBuffer out, PinMessages messages) {
        out.put((byte) messages.number()).putShort((short) messages.langId());
        messages.indices().forEach(index -> out.put(index.byteValue()));
    }

    static PinMessages getMessages(ByteBuffer in, int indexCount) {
        int number = in.get() & 0xFF;
        int langId = in.getShort() & 0xFFFF;
        List<Integer> indices = new ArrayList<>(indexCount);
        for (int i = 0; i < indexCount; i++) {
            indices.add(in.get() & 0xFF);
        }
        return new PinMessages(number, langId, indices);
    }

    static void putPrologue(ByteBuffer out, int prologue) {
        out.put((byte) (prologue >> 16)).put((byte) (prologue >> 8)).put((byte) prologue);
    }

    static int getPrologue(ByteBuffer in) {
        return (in.get() & 0xFF) << 16 | (in.get() & 0xFF) << 8 | (in.get() & 0xFF);
    }
}
