// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.card.SlotResult;

class EchoCardTest {

    private final EchoCard card = new EchoCard();
    private final Terminal terminal = new Terminal(card);

    @Test
    void itsAtrOffersT1AndItsCheckByteIsRight() {
        assertArrayEquals(new byte[] {0x3B, (byte) 0x80, 0x01, (byte) 0x81}, card.atr());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 54, 118, 182, 246, 254, 255, 256, 502, 1014, 32_768, 65_535})
    void answersTheBody(int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        byte[] header = length < 256
                ? new byte[] {0, 1, 0, 0, (byte) length}
                : new byte[] {0, 1, 0, 0, 0, (byte) (length >> 8), (byte) length};
        byte[] command = Arrays.copyOf(header, header.length + length);
        System.arraycopy(body, 0, command, header.length, length);

        byte[] answer = terminal.send(command);

        byte[] expected = Arrays.copyOf(body, length + 2);
        expected[length] = (byte) 0x90;
        assertArrayEquals(expected, answer);
    }

    @Test
    void withoutABodyItAnswers9000() {
        assertEquals("9000", terminal.send("00010000"));
        assertEquals("9000", terminal.send("0001000000"));
        assertEquals("6700", terminal.send("000100000511"));
    }

    @Test
    void anAnswerThatDoesNotFitIsAnOverrun() {
        ByteBuffer command = ByteBuffer.allocateDirect(8)
                .put(new byte[] {0, 1, 0, 0, 3, 7, 8, 9})
                .flip();
        assertEquals(SlotResult.OVERRUN, card.process(command, ByteBuffer.allocateDirect(4)));
        assertEquals(SlotResult.DONE, card.process(command, ByteBuffer.allocateDirect(5)));
    }

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer command = ByteBuffer.allocateDirect(5 + 100).put(4, (byte) 100);
        ByteBuffer response = ByteBuffer.allocateDirect(200);
        int rounds = 10_000;
        card.process(command, response);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            card.process(command, response.clear());
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
        assertTrue(each == 0, each + " bytes a command");
    }
}
