// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as tests write them: blanks are for the eye, {@code FFx8} repeats a byte. */
final class Hex {
    private Hex() {}

    static ByteBuffer bytes(String hex) {
        StringBuilder digits = new StringBuilder();
        for (String word : hex.trim().split("\\s+")) {
            int times = word.indexOf('x');
            digits.append(
                    times < 0 ? word : word.substring(0, times).repeat(Integer.parseInt(word.substring(times + 1))));
        }
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }

    /** The bytes from position to limit, which stay as they are. */
    static String text(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return HexFormat.of().withUpperCase().formatHex(copy);
    }
}
