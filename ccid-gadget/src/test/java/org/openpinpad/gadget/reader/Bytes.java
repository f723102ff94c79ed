// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Hex strings for bytes, and PC_to_RDR frames put together by the field table of CCID 1.1 §6.1, not by our codec. */
final class Bytes {
    private Bytes() {}

    /** Blanks are for the eye. */
    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** A direct buffer, as the transports use. */
    static ByteBuffer buffer(String hex) {
        byte[] bytes = bytes(hex);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** From position to limit, which stay as they are. */
    static String hex(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return HexFormat.of().withUpperCase().formatHex(copy);
    }

    /** A bulk-OUT message; {@code specific} is bytes 7 to 9 as hex. */
    static String command(int type, int slot, int seq, String specific, String data) {
        int length = bytes(data).length;
        return String.format(
                "%02X%02X%02X%02X%02X%02X%02X%s%s",
                type,
                length & 0xFF,
                length >> 8 & 0xFF,
                length >> 16 & 0xFF,
                length >>> 24,
                slot,
                seq,
                specific.replace(" ", ""),
                data.replace(" ", ""));
    }

    static String command(int type, int seq) {
        return command(type, 0, seq, "000000", "");
    }

    /** {@code wLevelParameter} as two hex bytes in wire order. */
    static String xfr(int seq, String wLevelParameter, String data) {
        return command(0x6F, 0, seq, "00" + wLevelParameter, data);
    }

    static String xfr(int seq, String apdu) {
        return xfr(seq, "0000", apdu);
    }

    /** So many bytes that count up, so that a piece in a wrong place shows. */
    static String pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + (i >> 8));
        }
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
