// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.openpinpad.card.SlotResult;

/** A slot on a port of its own, with short times, and the program that the test is. */
@Timeout(10)
abstract class WithVpcdSlot {

    static final VpcdSlot.Limits SHORT = new VpcdSlot.Limits(400, 400);
    static final long PRESENCE_SECONDS = 5;

    final BlockingQueue<String> presence = new LinkedBlockingQueue<>();
    final ByteBuffer atr = ByteBuffer.allocateDirect(33);
    final ByteBuffer response = ByteBuffer.allocateDirect(258);
    VpcdSlot slot;
    HostileProgram program;

    @BeforeEach
    void open() throws IOException {
        slot = VpcdSlot.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SHORT);
        slot.listen(
                present -> presence.add(present + " " + Thread.currentThread().getName()));
    }

    @AfterEach
    void close() throws IOException {
        slot.close();
        if (program != null) {
            program.close();
        }
    }

    final void connect() throws Exception {
        program = new HostileProgram(slot.port());
        assertEquals("true vpcd", presence.poll(PRESENCE_SECONDS, TimeUnit.SECONDS));
    }

    final void powerOn() throws Exception {
        CompletableFuture<SlotResult> on = CompletableFuture.supplyAsync(() -> slot.powerOn(atr.clear()));
        assertEquals("01", program.reads());
        assertEquals("04", program.reads());
        program.sends(HostileProgram.GOOD_ATR);
        assertEquals(SlotResult.DONE, on.get());
    }

    final void isRemoved() throws Exception {
        assertEquals("false vpcd", presence.poll(PRESENCE_SECONDS, TimeUnit.SECONDS));
        assertFalse(slot.present());
        assertEquals(SlotResult.ABSENT, transmit("00840000"));
    }

    final SlotResult transmit(String hex) {
        return slot.transmit(direct(HexFormat.of().parseHex(hex)), response.clear());
    }

    static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    final String answered() {
        byte[] bytes = new byte[response.position()];
        response.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
