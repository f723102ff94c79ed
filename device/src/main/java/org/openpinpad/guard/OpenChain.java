// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;

/** The command chain (ISO 7816-4 §5.3.3) of which the card has taken parts and not the last one: its INS, P1 and P2. */
final class OpenChain {

    private static final int CLOSED = -1;

    private int insP1P2 = CLOSED;

    boolean isOpen() {
        return insP1P2 != CLOSED;
    }

    void open(ByteBuffer command) {
        insP1P2 = insP1P2(command);
    }

    void close() {
        insP1P2 = CLOSED;
    }

    /** Whether the chain is open and of this command's INS, P1 and P2. */
    boolean goesOnWith(ByteBuffer command) {
        return insP1P2 == insP1P2(command);
    }

    /** Whether the chain is open and of this command's INS. */
    boolean hasInsOf(ByteBuffer command) {
        return isOpen() && insP1P2 >>> 16 == insP1P2(command) >>> 16;
    }

    private static int insP1P2(ByteBuffer command) {
        int at = command.position(); // byte by byte: the buffer's order is its owner's affair
        return (command.get(at + 1) & 0xFF) << 16 | (command.get(at + 2) & 0xFF) << 8 | (command.get(at + 3) & 0xFF);
    }
}
