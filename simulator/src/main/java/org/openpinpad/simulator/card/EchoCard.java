// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import java.nio.ByteBuffer;
import org.openpinpad.card.SlotResult;

/**
 * A card that answers a command's body and 9000, for tests of lengths and for measurements.
 *
 * <p>Short and extended, up to 65 535 bytes; copies from buffer to buffer and allocates nothing.
 */
public final class EchoCard implements VirtualCard {

    /** T=1 alone, everything else by default (ISO 7816-3 §8.2); TCK 81. */
    private static final byte[] ATR = {0x3B, (byte) 0x80, 0x01, (byte) 0x81};

    private final CommandView view = new CommandView();

    @Override
    public byte[] atr() {
        return ATR.clone();
    }

    @Override
    public void reset() {}

    @Override
    public SlotResult process(ByteBuffer command, ByteBuffer response) {
        boolean wellFormed = view.parse(command);
        int echoed = wellFormed ? view.nc() : 0;
        if (response.remaining() < echoed + 2) {
            return SlotResult.OVERRUN;
        }
        response.put(response.position(), command, view.bodyOffset(), echoed);
        response.position(response.position() + echoed);
        StatusWord.put(response, wellFormed ? StatusWord.OK : StatusWord.WRONG_LENGTH);
        return SlotResult.DONE;
    }
}
