// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;

class T0SlotTest {

    private final ByteBuffer response = ByteBuffer.allocateDirect(258);
    private final ByteBuffer atr = ByteBuffer.allocateDirect(33);
    private final VirtualSlot inner = new VirtualSlot(new EchoCard());
    private final T0Slot slot = new T0Slot(inner);

    private String send(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        SlotResult result =
                slot.transmit(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), response.clear());
        byte[] answer = new byte[response.position()];
        response.get(0, answer);
        return result == SlotResult.DONE ? HexFormat.of().formatHex(answer) : result.toString();
    }

    private void powerOn() {
        assertEquals(SlotResult.DONE, slot.powerOn(atr.clear()));
    }

    @Test
    void an_empty_slot_is_absent_to_every_call() {
        assertFalse(slot.present());
        assertEquals(SlotResult.ABSENT, slot.powerOn(atr));
        assertEquals("ABSENT", send("00 01 00 00"));
    }

    @Test
    void the_card_of_any_slot_offers_t0_alone_and_speaks_it() {
        inner.insert();
        assertTrue(slot.present());
        assertEquals("MUTE", send("00 01 00 00"), "no power yet");
        powerOn();
        assertEquals(2, atr.position());
        assertEquals(0x3B00, atr.getShort(0));
        assertEquals("6103", send("00 01 00 00 03 AABBCC"));
        assertEquals("aabbcc9000", send("00 C0 00 00 03"));
    }

    @Test
    void what_was_not_fetched_is_gone_with_the_power_and_with_the_card() {
        inner.insert();
        slot.listen(present -> {});
        List<Runnable> endings = List.of(slot::powerOff, inner::pull, () -> {
            inner.pull();
            inner.insert();
        });
        List<String> answers = List.of("MUTE", "ABSENT", "MUTE");
        for (int i = 0; i < endings.size(); i++) {
            inner.insert();
            powerOn();
            assertEquals("6103", send("00 01 00 00 03 AABBCC"));
            endings.get(i).run();
            assertEquals(answers.get(i), send("00 C0 00 00 03"), "ending " + i);
            inner.insert();
            powerOn();
            assertEquals("6985", send("00 C0 00 00 03"), "ending " + i + ", powered again");
        }
    }

    @Test
    void an_atr_that_does_not_fit_is_an_overrun() {
        inner.insert();
        assertEquals(SlotResult.OVERRUN, slot.powerOn(ByteBuffer.allocateDirect(1)));
    }

    @Test
    void the_listener_is_told_of_cards() {
        List<Boolean> told = new ArrayList<>();
        slot.listen(told::add);
        inner.insert();
        inner.pull();
        assertEquals(List.of(true, false), told);
    }

    @Test
    void an_answer_without_a_status_word_is_mute() {
        CardSlot torn = new CardSlot() {
            @Override
            public boolean present() {
                return true;
            }

            @Override
            public void listen(PresenceListener listener) {}

            @Override
            public SlotResult powerOn(ByteBuffer into) {
                into.put(new EchoCard().atr());
                return SlotResult.DONE;
            }

            @Override
            public void powerOff() {}

            @Override
            public SlotResult transmit(ByteBuffer command, ByteBuffer into) {
                into.put((byte) 0x90);
                return SlotResult.DONE;
            }

            @Override
            public void close() {}
        };
        T0Slot around = new T0Slot(torn);
        assertEquals(SlotResult.DONE, around.powerOn(atr.clear()));
        assertEquals(SlotResult.MUTE, around.transmit(ByteBuffer.allocateDirect(5), response.clear()));
    }
}
