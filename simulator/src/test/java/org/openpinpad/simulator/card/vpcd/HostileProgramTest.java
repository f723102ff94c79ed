// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.card.SlotResult;

/** The slot against programs that do what they like. Each case ends by the slot's own bound, long before the test's. */
class HostileProgramTest extends WithVpcdSlot {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty,                       0000,                    MUTE",
        "one byte,                    0001 3B,                 MUTE",
        "TS is neither 3B nor 3F,     0004 3C800181,           BAD_ATR_TS",
        "TCK is wrong,                0004 3B800182,           BAD_ATR_TCK",
        "TCK is missing,              0003 3B8001,             BAD_ATR_TCK",
        "T=0 alone has no TCK,        0003 3B0000,             BAD_ATR_TCK",
        "a byte follows TCK,          0005 3B80018100,         BAD_ATR_TCK",
        "ends before its TD1,         0002 3B80,               MUTE",
        "ends in historical bytes,    0003 3B0541,             MUTE",
        "TD without an end,           0021 3B80808080808080808080808080808080808080808080808080808080808080, MUTE",
        "34 bytes,                    0022 3B00000000000000000000000000000000000000000000000000000000000000000000, OVERRUN",
        "length never comes,          '',                      MUTE",
        "half a length,               00,                      MUTE",
        "half an ATR,                 0004 3B80,               MUTE",
        "65 535 bytes of which 2 come, FFFF 3B00,              MUTE",
        "well-formed T=0,             0002 3B00,               DONE",
        "well-formed T=1,             0004 3B800181,           DONE",
    })
    void an_atr_that_is(String name, String sent, SlotResult expected) throws Exception {
        connect();
        CompletableFuture<SlotResult> on = CompletableFuture.supplyAsync(() -> slot.powerOn(atr.clear()));
        program.reads();
        program.reads();
        program.sends(sent);
        assertEquals(expected, on.get(), name);
        assertEquals(expected == SlotResult.DONE, transmit("00") == SlotResult.DONE, "powered");
    }

    /** After these the framing is still certain: the card stays, and the next command is answered. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no status word,              0000,                    MUTE",
        "half a status word,          0001 90,                 MUTE",
        "the longest that fits,       258,                     DONE",
        "one byte more than fits,     259,                     OVERRUN",
        "the longest message,         65535,                   OVERRUN",
    })
    void the_card_stays_after_an_answer_with(String name, String sent, SlotResult expected) throws Exception {
        connect();
        powerOn();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        program.reads();
        program.sends(sent.contains(" ") || sent.equals("0000") ? sent : zeros(Integer.parseInt(sent)));
        assertEquals(expected, done.get(), name);

        CompletableFuture<SlotResult> next = CompletableFuture.supplyAsync(() -> transmit("00840000"));
        assertEquals("00840000", program.reads());
        program.sends("0002 6D00");
        assertEquals(SlotResult.DONE, next.get());
        assertEquals("6d00", answered());
        assertTrue(presence.isEmpty());
    }

    private static String zeros(int length) {
        return HexFormat.of().toHexDigits((short) length) + "00".repeat(length);
    }

    /** After these nobody could say which answer belongs to which command: the program is dropped. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "silence,                     '',                      MUTE",
        "half a length,               00,                      MUTE",
        "half a message,              000A 0102,               MUTE",
        "all but one byte of 65 535,  almost,                  MUTE",
        "two answers at once,         0002 9000 0002 6D00,     DONE",
        "a byte after the answer,     0002 9000 00,            DONE",
    })
    void a_program_is_dropped_after(String name, String sent, SlotResult expected) throws Exception {
        connect();
        powerOn();
        long began = System.nanoTime();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        program.reads();
        program.sends(sent.equals("almost") ? "FFFF" + "00".repeat(65_534) : sent);
        assertEquals(expected, done.get(), name);
        assertTrue(System.nanoTime() - began < 2_000_000_000L, "bounded");
        assertTrue(program.isDropped());
        isRemoved();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"before power on, false", "after power on, true"})
    void a_program_that_sends_what_nobody_asked_is_dropped(String name, boolean powered) throws Exception {
        connect();
        if (powered) {
            powerOn();
        }
        program.sends("00");
        assertTrue(program.isDropped(), name);
        isRemoved();
    }

    @Test
    void a_byte_now_and_then_does_not_lengthen_the_time() throws Exception {
        connect();
        powerOn();
        CompletableFuture<SlotResult> done = CompletableFuture.supplyAsync(() -> transmit("0084000008"));
        program.reads();
        program.sends("0100");
        long began = System.nanoTime();
        while (!done.isDone() && System.nanoTime() - began < 3_000_000_000L) {
            try {
                program.sends("00");
            } catch (IOException e) {
                break; // Dropped.
            }
            Thread.sleep(20);
        }
        assertEquals(SlotResult.MUTE, done.get());
        assertTrue(System.nanoTime() - began < 2_000_000_000L, "bounded");
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"0", "1", "3", "65536", "65544"})
    void what_no_message_can_carry_is_answered_6700_and_not_sent(int length) throws Exception {
        connect();
        powerOn();
        assertEquals(SlotResult.DONE, slot.transmit(ByteBuffer.allocateDirect(length), response.clear()));
        assertEquals("6700", answered());
        slot.powerOff();
        assertEquals("00", program.reads(), "nothing came before");
    }
}
