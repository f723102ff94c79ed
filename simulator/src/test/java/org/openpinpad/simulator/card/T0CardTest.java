// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.openpgp.Lengths;
import org.openpinpad.simulator.card.openpgp.OpenPgpCard;

class T0CardTest {

    private final Terminal echo = new Terminal(new T0Card(new EchoCard()));

    /** Answers as many bytes as P1 P2 say, 01 02 03 …, to any command. */
    private static final class SourceCard implements VirtualCard {
        @Override
        public byte[] atr() {
            return HexFormat.of().parseHex("3b800181");
        }

        @Override
        public void reset() {}

        @Override
        public SlotResult process(ByteBuffer command, ByteBuffer response) {
            int count = (command.get(2) & 0xFF) << 8 | (command.get(3) & 0xFF);
            for (int i = 1; i <= count; i++) {
                response.put((byte) i);
            }
            StatusWord.put(response, 0x9000);
            return SlotResult.DONE;
        }
    }

    private final Terminal source = new Terminal(new T0Card(new SourceCard()));

    @Test
    void theAtrOffersT0AloneAndKeepsTheHistoricalBytes() {
        assertArrayEquals(new byte[] {0x3B, 0x00}, new T0Card(new EchoCard()).atr());
        assertEquals(
                "3b0a0031c573c00180059000",
                HexFormat.of().formatHex(new T0Card(OpenPgpCard.inMemory(Lengths.SHORT)).atr()));
    }

    @Test
    void aBodyIsAnsweredBy61xxAndFetchedByGetResponse() {
        assertEquals("6103", echo.send("00 01 00 00 03 AABBCC"));
        assertEquals("aabbcc9000", echo.send("00 C0 00 00 03"));
        assertEquals("6985", echo.send("00 C0 00 00 03"), "fetched once");
    }

    @Test
    void aCase4CommandWithLeIsTheSame() {
        assertEquals("6103", echo.send("00 01 00 00 03 AABBCC 00"));
    }

    @Test
    void getResponseWithAGreaterLeIsCorrectedAndWithASmallerGoesOn() {
        echo.send("00 01 00 00 03 AABBCC");
        assertEquals("6c03", echo.send("00 C0 00 00 00"));
        assertEquals("aa6102", echo.send("00 C0 00 00 01"));
        assertEquals("bbcc9000", echo.send("00 C0 00 00 02"));
    }

    @Test
    void anotherCommandForgetsWhatWasNotFetched() {
        echo.send("00 01 00 00 03 AABBCC");
        assertEquals("9000", echo.send("00 01 00 00"));
        assertEquals("6985", echo.send("00 C0 00 00 03"));
    }

    @Test
    void aWrongLeIsCorrectedBy6Cxx() {
        assertEquals("6c05", source.send("00 B0 00 05 00"));
        assertEquals("6c05", source.send("00 B0 00 05 06"));
        assertEquals("6c05", source.send("00 B0 00 05 04"));
        assertEquals("01020304059000", source.send("00 B0 00 05 05"));
        assertEquals("6c00", source.send("00 B0 01 2C 10"), "300 bytes: at most 256 at once");
    }

    @Test
    void aLongAnswerComesInPieces() {
        String first = source.send("00 B0 02 30 00"); // 560 bytes
        assertEquals(2 * 256 + 4, first.length());
        assertEquals("6100", first.substring(512));
        assertEquals("6130", source.send("00 C0 00 00 00").substring(512));
        assertEquals("9000", source.send("00 C0 00 00 30").substring(2 * 0x30));
    }

    @Test
    void extendedAndTornCommandsAre6700() {
        assertEquals("6700", echo.send("00 01 00 00 00 0001 AA"));
        assertEquals("6700", echo.send("00 01 00 00 00 0001"));
        assertEquals("6700", echo.send("00 01 00 00 03 AABB"));
        assertEquals("6700", echo.send("00 01 00 00 03 AABBCCDDEE"));
        assertEquals("6700", echo.send("00 01 00"));
    }

    @Test
    void anInnerCardThatPromisesForEverIsCutOff() {
        VirtualCard endless = new VirtualCard() {
            @Override
            public byte[] atr() {
                return new EchoCard().atr();
            }

            @Override
            public void reset() {}

            @Override
            public SlotResult process(ByteBuffer command, ByteBuffer response) {
                StatusWord.put(response, 0x6101);
                return SlotResult.DONE;
            }
        };
        ByteBuffer command = ByteBuffer.allocateDirect(5);
        assertEquals(SlotResult.OVERRUN, new T0Card(endless).process(command, ByteBuffer.allocateDirect(300)));
    }

    @Test
    void theForwardedCommandIsWiped() {
        ByteBuffer[] seen = new ByteBuffer[1];
        VirtualCard keeper = new VirtualCard() {
            @Override
            public byte[] atr() {
                return new EchoCard().atr();
            }

            @Override
            public void reset() {}

            @Override
            public SlotResult process(ByteBuffer command, ByteBuffer response) {
                seen[0] = command;
                StatusWord.put(response, 0x9000);
                return SlotResult.DONE;
            }
        };
        new Terminal(new T0Card(keeper)).send("00 20 00 82 06 313233343536");
        for (int i = 0; i < seen[0].capacity(); i++) {
            assertEquals(0, seen[0].get(i), "byte " + i);
        }
    }

    @Test
    void anOpenPgpCardIsReadThroughIt() {
        Terminal card = new Terminal(new T0Card(OpenPgpCard.inMemory(Lengths.SHORT)));
        assertEquals("9000", card.send("00 A4 04 00 06 D27600012401"));
        assertEquals("6c10", card.send("00 CA 00 4F 00"));
        assertEquals("d2760001240103" + "04fffe00c0ffee00009000", card.send("00 CA 00 4F 10"));
        assertEquals("63c3", card.send("00 20 00 82 00"), "the status of PW1, an empty VERIFY");
        assertEquals("9000", card.send("00 20 00 82 06 313233343536"));
        assertEquals("9000", card.send("00 20 00 82"));
    }
}
