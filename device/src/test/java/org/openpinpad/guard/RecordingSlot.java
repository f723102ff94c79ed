// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;

/** A slot that notes every command and answers what the test says. */
final class RecordingSlot implements CardSlot {

    private static final byte[] ATR = {0x3B, (byte) 0x80, 0x01};

    final List<String> commands = new CopyOnWriteArrayList<>();

    /** Null for no answer. */
    volatile byte[] answer;

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void listen(PresenceListener listener) {}

    @Override
    public SlotResult powerOn(ByteBuffer atr) {
        atr.put(ATR);
        return SlotResult.DONE;
    }

    @Override
    public void powerOff() {}

    @Override
    public SlotResult transmit(ByteBuffer command, ByteBuffer response) {
        byte[] copy = new byte[command.remaining()];
        command.get(command.position(), copy);
        commands.add(Table.hex(copy));
        byte[] given = answer;
        if (given == null) {
            return SlotResult.MUTE;
        }
        response.put(given);
        return SlotResult.DONE;
    }

    @Override
    public void close() {}
}
