// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prologue and epilogue of T=1 blocks (ISO/IEC 7816-3 §11.3) for the tests' side of the line.
 *
 * <p>LRC: the exclusive or of all bytes. CRC: ISO/IEC 13239, x16 + x12 + x5 + 1, FFFF at the start. Public implementations
 * do not agree whether it is complemented and which byte goes first (OpenCT: not, the high one; others: complemented, the low
 * one), and no published block with a CRC was found. So this line learns it from the device's first block and holds the
 * device to it.
 */
final class T1Line {

    private static final int PROLOGUE = 3;
    private static final int POLYNOMIAL = 0x8408;

    private final Epilogue epilogue;
    private final Set<Integer> possible = new TreeSet<>(List.of(0, 1, 2, 3));

    T1Line(Epilogue epilogue) {
        this.epilogue = epilogue;
    }

    ByteBuffer write(WireBlock block) {
        return write(prologueAndInf(block));
    }

    /** Puts the epilogue behind bytes that need be no block. */
    ByteBuffer write(byte... prologueAndInf) {
        byte[] check = check(prologueAndInf, possible.iterator().next());
        byte[] whole = Arrays.copyOf(prologueAndInf, prologueAndInf.length + check.length);
        System.arraycopy(check, 0, whole, prologueAndInf.length, check.length);
        return ByteBuffer.wrap(whole);
    }

    ByteBuffer writeWithWrongEpilogue(WireBlock block) {
        ByteBuffer whole = write(block);
        int last = whole.limit() - 1;
        return whole.put(last, (byte) (whole.get(last) ^ 0x55));
    }

    /** Takes apart a block of the device, which must be well-formed. */
    WireBlock read(ByteBuffer tpdu) {
        byte[] whole = bytes(hex(tpdu));
        int checkBytes = epilogue == Epilogue.LRC ? 1 : 2;
        assertTrue(whole.length >= PROLOGUE + checkBytes, () -> "too short for a block: " + hex(tpdu));
        byte[] body = Arrays.copyOf(whole, whole.length - checkBytes);
        assertEquals(body.length - PROLOGUE, body[2] & 0xFF, () -> "LEN in " + hex(tpdu));
        byte[] sent = Arrays.copyOfRange(whole, body.length, whole.length);
        possible.removeIf(way -> !Arrays.equals(check(body, way), sent));
        assertFalse(possible.isEmpty(), () -> "epilogue of " + hex(tpdu));
        return new WireBlock(
                body[0] & 0xFF, body[1] & 0xFF, hex(ByteBuffer.wrap(body, PROLOGUE, body.length - PROLOGUE)));
    }

    private byte[] check(byte[] body, int way) {
        if (epilogue == Epilogue.LRC) {
            byte lrc = 0;
            for (byte value : body) {
                lrc ^= value;
            }
            return new byte[] {lrc};
        }
        int crc = (way & 1) == 0 ? crc(body) ^ 0xFFFF : crc(body);
        byte low = (byte) crc;
        byte high = (byte) (crc >> 8);
        return (way & 2) == 0 ? new byte[] {low, high} : new byte[] {high, low};
    }

    private static int crc(byte[] body) {
        int crc = 0xFFFF;
        for (byte value : body) {
            crc ^= value & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ POLYNOMIAL;
            }
        }
        return crc;
    }

    private static byte[] prologueAndInf(WireBlock block) {
        return bytes(String.format("%02X%02X%02X%s", block.nad(), block.pcb(), block.length(), block.inf()));
    }
}
