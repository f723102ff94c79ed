// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import java.nio.ByteBuffer;

/**
 * Where the parts of a command APDU lie (ISO 7816-3 §12.1.3, ISO 7816-4 §5.1). Everything is a number of a byte in a buffer
 * that is neither moved nor copied; nothing here makes garbage.
 */
public final class CommandForm {

    /** What {@link #bodyAt} and {@link #bodyLength} say of a command that is none of the seven cases. */
    public static final int MALFORMED = -1;

    /** CLA INS P1 P2. */
    public static final int HEADER = 4;

    private static final int SHORT_BODY = HEADER + 1;
    private static final int EXTENDED_BODY = HEADER + 3;
    private static final int LE_EXTENDED = 2;
    private static final int MOST_SHORT = 256;
    private static final int MOST_EXTENDED = 65_536;

    private CommandForm() {}

    /** Bytes of the data field; 0 when there is none; {@link #MALFORMED} when the length is that of no case. */
    public static int bodyLength(ByteBuffer command) {
        int at = command.position();
        int length = command.remaining();
        if (length <= SHORT_BODY) {
            return length < HEADER ? MALFORMED : 0; // 1, 2S
        }
        int lc = command.get(at + HEADER) & 0xFF;
        if (lc != 0) {
            return length == SHORT_BODY + lc || length == SHORT_BODY + lc + 1 ? lc : MALFORMED; // 3S, 4S
        }
        if (length == EXTENDED_BODY) {
            return 0; // 2E
        }
        if (length < EXTENDED_BODY) {
            return MALFORMED;
        }
        int extended = (command.get(at + HEADER + 1) & 0xFF) << 8 | (command.get(at + HEADER + 2) & 0xFF);
        boolean fits = length == EXTENDED_BODY + extended || length == EXTENDED_BODY + extended + LE_EXTENDED;
        return extended != 0 && fits ? extended : MALFORMED; // 3E, 4E
    }

    /** Index of the first byte of the data field of a command that has one. */
    public static int bodyAt(ByteBuffer command) {
        int at = command.position();
        return at + (command.get(at + HEADER) == 0 ? EXTENDED_BODY : SHORT_BODY);
    }

    /** Ne of a well-formed command: how many bytes of data it takes at most, 0 to 65 536; 0 when it has no Le field. */
    public static int expectedLength(ByteBuffer command) {
        int length = command.remaining();
        if (length <= HEADER) {
            return 0; // 1
        }
        int end = command.limit();
        if (length == SHORT_BODY) {
            return shortNe(command.get(end - 1)); // 2S
        }
        int lc = command.get(command.position() + HEADER) & 0xFF;
        if (lc != 0) {
            return length == SHORT_BODY + lc ? 0 : shortNe(command.get(end - 1)); // 3S, 4S
        }
        boolean extendedLe = length == EXTENDED_BODY || length == EXTENDED_BODY + bodyLength(command) + LE_EXTENDED;
        int le = (command.get(end - 2) & 0xFF) << 8 | (command.get(end - 1) & 0xFF);
        return !extendedLe ? 0 : le == 0 ? MOST_EXTENDED : le; // 2E, 4E, 3E
    }

    private static int shortNe(byte le) {
        return le == 0 ? MOST_SHORT : le & 0xFF;
    }
}
