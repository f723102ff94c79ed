// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;

/**
 * The command chain (ISO 7816-4 §5.3.3) of which the card has taken parts and not the last one: its CLA, INS, P1 and P2.
 *
 * <pre>
 * state    command                              answer            next
 * closed   chaining bit                         9000, or none     open
 * open     of the chain, chaining bit           9000, or none     open
 * open     of the chain, chaining bit           another           closed
 * open     of the chain, the last part          any               closed
 * open     SELECT of the chain's class          success           closed
 * any      reset                                                  closed
 * </pre>
 *
 * What else comes while it is open does not change it: cards differ in what they make of that.
 */
final class OpenChain {

    private static final int CLOSED = -1;
    private static final int CLA_READER = 0xFF;
    private static final int CHAINING = 0x10;
    private static final int INS_SELECT = 0xA4;
    private static final int SW_OK = 0x9000;
    private static final int SW1_MORE = 0x61;
    private static final int SW1_WARNING = 0x63;

    /** The header without the chaining bit. */
    private long header = CLOSED;

    boolean isOpen() {
        return header != CLOSED;
    }

    void close() {
        header = CLOSED;
    }

    /** Whether a command may go to the card while the chain is open: its next part, or a SELECT, which ends it. */
    boolean admits(ByteBuffer command) {
        return header == header(command) || selects(command);
    }

    /** A SELECT of the chain's class, and so on its channel. */
    private boolean selects(ByteBuffer command) {
        return u8(command, 1) == INS_SELECT && u8(command, 0) == header >>> 24;
    }

    void answered(ByteBuffer command, int statusWord) {
        if (!isOpen() || header == header(command)) {
            header = chains(command) && statusWord == SW_OK ? header(command) : CLOSED;
        } else if (selects(command) && succeeded(statusWord)) {
            close();
        }
    }

    /** Who knows whether the card took it. */
    void unanswered(ByteBuffer command) {
        if (!isOpen() && chains(command)) {
            header = header(command);
        }
    }

    private static boolean succeeded(int statusWord) {
        int sw1 = statusWord >>> 8;
        return statusWord == SW_OK || (sw1 >= SW1_MORE && sw1 <= SW1_WARNING);
    }

    static boolean chains(ByteBuffer command) {
        return (u8(command, 0) & CHAINING) != 0 && u8(command, 0) != CLA_READER;
    }

    static int withoutChaining(int cla) {
        return cla & ~CHAINING;
    }

    private static long header(ByteBuffer command) {
        return (long) withoutChaining(u8(command, 0)) << 24
                | u8(command, 1) << 16
                | u8(command, 2) << 8
                | u8(command, 3);
    }

    private static int u8(ByteBuffer command, int index) {
        return command.get(command.position() + index) & 0xFF;
    }
}
