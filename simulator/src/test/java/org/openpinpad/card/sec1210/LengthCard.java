// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import java.nio.ByteBuffer;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.VirtualCard;

/** Answers P1 P2 bytes that tell the command that they belong to: its INS, its last data byte, and where in the answer they stand. */
class LengthCard implements VirtualCard {

    @Override
    public byte[] atr() {
        return new byte[] {0x3B, (byte) 0x82, 0x01, 0x14, 0x50, (byte) 0xC7};
    }

    @Override
    public void reset() {}

    @Override
    public SlotResult process(ByteBuffer command, ByteBuffer response) {
        int at = command.position();
        int length = (command.get(at + 2) & 0xFF) << 8 | (command.get(at + 3) & 0xFF);
        put(response, length, command.get(at + 1), sum(command));
        return SlotResult.DONE;
    }

    private static int sum(ByteBuffer command) {
        int at = command.position();
        boolean extended = command.remaining() > 7 && command.get(at + 4) == 0;
        int lc = extended
                ? (command.get(at + 5) & 0xFF) << 8 | (command.get(at + 6) & 0xFF)
                : command.remaining() > 5 ? command.get(at + 4) & 0xFF : 0;
        int sum = 0;
        for (int i = 0; i < lc; i++) {
            sum = 31 * sum + command.get(at + (extended ? 7 : 5) + i);
        }
        return sum;
    }

    /** The response to a command of this INS with data of this sum. */
    static void put(ByteBuffer response, int length, byte ins, int sum) {
        for (int i = 0; i < length; i++) {
            response.put((byte) (i * 7 + ins + (sum >>> (i % 4 * 8))));
        }
        response.put((byte) 0x90).put((byte) 0);
    }

    static int sumOf(byte[] data) {
        int sum = 0;
        for (byte value : data) {
            sum = 31 * sum + value;
        }
        return sum;
    }
}
