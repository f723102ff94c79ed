// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpinpad.card.SlotResult;

@Timeout(10)
class CardProgramTest {

    private static final int SMALL = 4_096;
    private static final long LIMIT_MS = 300;

    /** With buffers of the kernel that a command does not fit into. */
    @Test
    void a_program_that_does_not_read_holds_nobody_up_for_longer_than_it_may() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            try (SocketChannel other = SocketChannel.open()) {
                other.setOption(StandardSocketOptions.SO_RCVBUF, SMALL).connect(server.getLocalAddress());
                SocketChannel ours = server.accept().setOption(StandardSocketOptions.SO_SNDBUF, SMALL);
                try (CardProgram program = new CardProgram(ours)) {
                    ByteBuffer command = ByteBuffer.allocateDirect(CardProgram.MAX_MESSAGE);
                    long began = System.nanoTime();
                    SlotResult result = program.ask(command, ByteBuffer.allocateDirect(2), LIMIT_MS);
                    long tookMs = (System.nanoTime() - began) / 1_000_000;
                    assertEquals(SlotResult.ABSENT, result);
                    assertTrue(tookMs >= LIMIT_MS / 2 && tookMs < 5 * LIMIT_MS, tookMs + " ms");
                    assertEquals(0, command.position());
                    assertEquals(SlotResult.ABSENT, program.ask(command, ByteBuffer.allocateDirect(2), LIMIT_MS));
                }
            }
        }
    }
}
