// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;

/**
 * Command chaining (ISO 7816-4 §5.3.3): bodies of commands with CLA 10 are joined before the last one with CLA 00.
 *
 * <p>Direct memory of fixed size, because a chain may carry a PIN; wiped whenever the chain ends.
 */
final class CommandChain {

    private static final int CLA_CHAINING = 0x10;
    /** CLA INS P1 P2 00 Lc Lc. */
    private static final int HEADER = 7;

    private static final int EMPTY = -1;

    private final int maxBody;
    private final ByteBuffer joined;
    /** INS P1 P2 that each command of the chain repeats. */
    private int header = EMPTY;

    private int length;

    CommandChain(int maxBody) {
        this.maxBody = maxBody;
        this.joined = ByteBuffer.allocateDirect(HEADER + maxBody + 2);
    }

    /** Whether the command belongs to the chain: it is not the last, or it ends one. */
    boolean takes(CommandView command) {
        return header != EMPTY || command.cla() == CLA_CHAINING;
    }

    /** Adds a command; the status word to answer now, or empty when the chain is whole. */
    OptionalInt add(CommandView command) {
        int same = command.ins() << 16 | command.p1p2();
        if (header != EMPTY && header != same) {
            clear();
            return OptionalInt.of(StatusWord.LAST_COMMAND_OF_CHAIN_EXPECTED);
        }
        if (length + command.nc() > maxBody) {
            clear();
            return OptionalInt.of(StatusWord.WRONG_LENGTH);
        }
        joined.clear().put(HEADER + length, command.buffer(), command.bodyOffset(), command.nc());
        header = same;
        length += command.nc();
        return command.cla() == CLA_CHAINING ? OptionalInt.of(StatusWord.OK) : OptionalInt.empty();
    }

    /** The whole command, of extended form, with the last one's Ne. */
    ByteBuffer whole(int ne) {
        joined.put(0, (byte) 0)
                .put(1, (byte) (header >> 16))
                .put(2, (byte) (header >> 8))
                .put(3, (byte) header);
        if (length == 0) {
            // Without a body it is of case 1 or 2S.
            joined.put(4, (byte) ne);
            return joined.position(0).limit(ne == 0 ? 4 : 5);
        }
        joined.put(4, (byte) 0).put(5, (byte) (length >> 8)).put(6, (byte) length);
        joined.put(HEADER + length, (byte) (ne >> 8)).put(HEADER + length + 1, (byte) ne);
        return joined.position(0).limit(HEADER + length + (ne == 0 ? 0 : 2));
    }

    /** Ends the chain, finished or not. */
    void clear() {
        joined.clear();
        for (int i = 0; i < joined.capacity(); i++) {
            joined.put(i, (byte) 0);
        }
        header = EMPTY;
        length = 0;
    }
}
