// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.usbip.UrbStatus;
import org.openpinpad.usbip.UsbIpCommand.Submit;

class InEndpointTest {
    private final PcSide pc = new PcSide(true);
    private final List<Integer> shown = new ArrayList<>();

    private InEndpoint endpoint(int packetSize) {
        InEndpoint endpoint = new InEndpoint(packetSize, bytes -> shown.add(bytes.remaining()));
        endpoint.enable();
        return endpoint;
    }

    @ParameterizedTest(name = "message of {1}, packets of {0}, room {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    64  | 10    | 65556           | 1:0:10
                    64  | 64    | 65556           | 1:0:64
                    64  | 64    | 64 64           | 1:0:64 2:0:0
                    64  | 128   | 64 64 64        | 1:0:64 2:0:64 3:0:0
                    64  | 128   | 64 65           | 1:0:64 2:0:64
                    64  | 100   | 64 64           | 1:0:64 2:0:36
                    64  | 20    | 9 64            | 1:-75:0 2:0:20
                    512 | 64    | 512             | 1:0:64
                    512 | 512   | 1024            | 1:0:512
                    512 | 512   | 512 512         | 1:0:512 2:0:0
                    512 | 512   | 512 0           | 1:0:512 2:0:0
                    512 | 1024  | 512 512 512     | 1:0:512 2:0:512 3:0:0
                    512 | 65554 | 16384 16384 16384 16384 512 | 1:0:16384 2:0:16384 3:0:16384 4:0:16384 5:0:18
                    """)
    void messageEndsWithAShortPacket(int packetSize, int length, String rooms, String replies) {
        InEndpoint endpoint = endpoint(packetSize);
        for (String room : rooms.split(" ", -1)) {
            endpoint.submit(pc.urb(Integer.parseInt(room), 0));
        }
        assertTrue(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> endpoint.send(ByteBuffer.allocate(length))));
        assertEquals(replies, String.join(" ", pc.replies()));
        assertEquals(List.of(length), shown);
    }

    @Test
    void shortAnswerIsAnErrorToAHostThatInsists() {
        InEndpoint endpoint = endpoint(64);
        endpoint.submit(pc.urb(100, Submit.SHORT_NOT_OK));
        assertTrue(endpoint.send(ByteBuffer.allocate(64)));
        assertEquals(List.of("1:" + UrbStatus.EREMOTEIO + ":64"), pc.replies());
    }

    @Test
    void writerWaitsForTheTransferOfTheEmptyPacket() throws Exception {
        InEndpoint endpoint = endpoint(64);
        CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> endpoint.send(ByteBuffer.allocate(64)));
        endpoint.submit(pc.urb(64, 0));
        Thread.sleep(50);
        assertFalse(sent.isDone());
        endpoint.submit(pc.urb(64, 0));
        assertTrue(sent.get(5, TimeUnit.SECONDS));
        assertEquals(List.of("1:0:64", "2:0:0"), pc.replies());
    }

    @Test
    void transferTakenBackTakesNothingOfTheMessage() {
        InEndpoint endpoint = endpoint(64);
        Urb first = pc.urb(64, 0);
        endpoint.submit(first);
        // The PC's unlinking and the reader's writing cross: the endpoint still has the transfer.
        pc.importer.unlink(100, first.seqnum());
        endpoint.submit(pc.urb(64, 0));
        assertTrue(endpoint.send(ByteBuffer.allocate(10)));
        assertEquals(List.of("100:unlinked:" + UrbStatus.ECONNRESET, "2:0:10"), pc.replies());
    }

    @Test
    void disablingEndsTheWriterAndTheTransfers() throws Exception {
        InEndpoint endpoint = endpoint(64);
        CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> endpoint.send(ByteBuffer.allocate(64)));
        endpoint.submit(pc.urb(64, 0));
        while (pc.replies().isEmpty()) {
            Thread.sleep(1);
        }
        endpoint.disable();
        assertFalse(sent.get(5, TimeUnit.SECONDS));
        endpoint.submit(pc.urb(64, 0));
        assertEquals(List.of("1:0:64", "2:" + UrbStatus.ESHUTDOWN + ":0"), pc.replies());
    }

    @Test
    void haltedEndpointStallsUntilCleared() {
        InEndpoint endpoint = endpoint(64);
        endpoint.submit(pc.urb(64, 0));
        endpoint.halt(true);
        endpoint.submit(pc.urb(64, 0));
        endpoint.halt(false);
        endpoint.submit(pc.urb(64, 0));
        assertTrue(endpoint.send(ByteBuffer.allocate(1)));
        assertEquals(List.of("1:-32:0", "2:-32:0", "3:0:1"), pc.replies());
    }
}
