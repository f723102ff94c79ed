// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpinpad.card.SlotResult;

class VirtualSlotTest {

    private final ByteBuffer command = ByteBuffer.allocateDirect(4);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64);
    private final VirtualSlot slot = new VirtualSlot(new EchoCard());

    @Test
    void anEmptySlotIsAbsentToEveryCall() {
        assertFalse(slot.present());
        assertEquals(SlotResult.ABSENT, slot.powerOn(buffer));
        assertEquals(SlotResult.ABSENT, slot.transmit(command, buffer));
    }

    @Test
    void anInsertedCardAnswersAfterPowerOn() {
        slot.insert();
        assertTrue(slot.present());
        assertEquals(SlotResult.MUTE, slot.transmit(command, buffer));
        assertEquals(SlotResult.DONE, slot.powerOn(buffer));
        assertEquals(4, buffer.position());
        assertEquals(SlotResult.DONE, slot.transmit(command, buffer.clear()));
        slot.powerOff();
        assertEquals(SlotResult.MUTE, slot.transmit(command, buffer.clear()));
    }

    @Test
    void anAtrThatDoesNotFitIsAnOverrunAndTheCardStaysOff() {
        slot.insert();
        assertEquals(SlotResult.OVERRUN, slot.powerOn(ByteBuffer.allocateDirect(3)));
        assertEquals(SlotResult.MUTE, slot.transmit(command, buffer));
    }

    @Test
    void theListenerIsToldOfEachChangeOnceAndMayAskTheSlot() {
        List<String> told = new ArrayList<>();
        slot.listen(present -> told.add(present + " " + slot.present()));
        slot.insert();
        slot.insert();
        slot.pull();
        slot.pull();
        assertEquals(List.of("true true", "false false"), told);
    }

    @Test
    void aCardThatComesBackIsWithoutPower() {
        slot.insert();
        slot.powerOn(buffer);
        slot.pull();
        slot.insert();
        assertEquals(SlotResult.MUTE, slot.transmit(command, buffer));
    }

    @Test
    void aCardPulledUnderACommandIsAbsentEvenIfItIsBackBeforeTheAnswer() {
        for (boolean back : new boolean[] {false, true}) {
            PulledCard card = new PulledCard(back);
            VirtualSlot pulled = new VirtualSlot(card);
            card.slot = pulled;
            pulled.insert();
            assertEquals(SlotResult.DONE, pulled.powerOn(buffer.clear()));
            assertEquals(SlotResult.ABSENT, pulled.transmit(command, buffer.clear()));
            assertEquals(back, pulled.present());
        }
    }

    /** Is pulled while it works. */
    private static final class PulledCard implements VirtualCard {
        private final EchoCard echo = new EchoCard();
        private final boolean back;
        private VirtualSlot slot;

        PulledCard(boolean back) {
            this.back = back;
        }

        @Override
        public byte[] atr() {
            return echo.atr();
        }

        @Override
        public void reset() {}

        @Override
        public SlotResult process(ByteBuffer command, ByteBuffer response) {
            slot.pull();
            if (back) {
                slot.insert();
            }
            return echo.process(command, response);
        }
    }
}
