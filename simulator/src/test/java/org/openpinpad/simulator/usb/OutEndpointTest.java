// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.usbip.UrbStatus;
import org.openpinpad.usbip.UsbIpCommand.Submit;

class OutEndpointTest {
    private final PcSide pc = new PcSide(false);
    private final FakeReader reader = new FakeReader(null);
    private final List<Thread> threads = new ArrayList<>();

    private OutEndpoint endpoint(int packetSize) {
        OutEndpoint endpoint = new OutEndpoint(reader, packetSize, TrafficListener.NONE);
        endpoint.enable();
        Thread thread = new Thread(endpoint, "usb-out");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        return endpoint;
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(2000);
        }
    }

    /** Transfers are cut out of one XfrBlock with dwLength = length - 10; "z" marks URB_ZERO_PACKET. */
    @ParameterizedTest(name = "message of {1}, packets of {0}, transfers {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    64  | 50    | 50          | 50 bytes
                    64  | 64    | 64          | 64 bytes
                    64  | 64    | 64 0        | 64 bytes
                    64  | 64    | 64z         | 64 bytes
                    64  | 128   | 128         | 128 bytes
                    64  | 128   | 64 64       | 128 bytes
                    64  | 192   | 128 64      | 192 bytes
                    64  | 192   | 64 64 64 0  | 192 bytes
                    64  | 281   | 64 217      | 281 bytes
                    64  | 281   | 192 89      | 281 bytes
                    64  | 192   | 0 0 192     | 192 bytes
                    64  | 192   | 64 0        | 64 bytes
                    64  | 192   | 64z         | 64 bytes
                    64  | 192   | 100         | 100 bytes
                    512 | 512   | 512         | 512 bytes
                    512 | 512   | 512z        | 512 bytes
                    512 | 1024  | 512 512     | 1024 bytes
                    512 | 1025  | 1024 1      | 1025 bytes
                    512 | 65554 | 16384 16384 16384 16384 18 | 65554 bytes
                    512 | 65554 | 65554       | 65554 bytes
                    """)
    void transfersBecomeOneMessage(int packetSize, int length, String transfers, String event) throws Exception {
        OutEndpoint endpoint = endpoint(packetSize);
        byte[] message = xfrBlock(length);
        int at = 0;
        for (String transfer : transfers.split(" ", -1)) {
            boolean zero = transfer.endsWith("z");
            int count = Integer.parseInt(zero ? transfer.substring(0, transfer.length() - 1) : transfer);
            byte[] part = new byte[count];
            System.arraycopy(message, at, part, 0, Math.min(count, length - at));
            at += count;
            endpoint.submit(pc.urb(part, zero ? Submit.ZERO_PACKET : 0));
        }
        assertEquals(event, reader.next());
        endpoint.submit(pc.urb(new byte[] {0x65, 0, 0, 0, 0, 0, 1, 0, 0, 0}, 0));
        assertEquals("65000000000001000000", reader.next());
    }

    @Test
    void transferIsCompletedBeforeTheReaderCanAnswer() throws Exception {
        endpoint(64).submit(pc.urb(xfrBlock(50), 0));
        reader.next();
        assertEquals(List.of("1:0:50"), pc.replies());
    }

    @Test
    void messageTooLongForTheReaderIsSwallowedAndTheNextIsHeard() throws Exception {
        OutEndpoint endpoint = endpoint(64);
        endpoint.submit(pc.urb(xfrBlock(70_001), 0));
        assertEquals("64 bytes", reader.next());
        endpoint.submit(pc.urb(xfrBlock(50), 0));
        assertEquals("50 bytes", reader.next());
    }

    @Test
    void transfersWaitWhileTheReaderHasNoBuffer() throws Exception {
        reader.buffers.clear();
        OutEndpoint endpoint = endpoint(64);
        endpoint.submit(pc.urb(xfrBlock(50), 0));
        Thread.sleep(50);
        assertEquals(List.of(), pc.replies());
        reader.buffers.add(java.nio.ByteBuffer.allocateDirect(1024));
        assertEquals("50 bytes", reader.next());
    }

    @Test
    void halfAMessageIsForgottenWithItsSession() throws Exception {
        OutEndpoint endpoint = endpoint(64);
        endpoint.submit(pc.urb(new byte[64], 0));
        endpoint.submit(pc.urb(xfrBlock(192), 0));
        reader.next();
        reader.next();
        byte[] half = new byte[128];
        System.arraycopy(xfrBlock(192), 0, half, 0, 128);
        endpoint.submit(pc.urb(half, 0));
        while (pc.replies().size() < 3) {
            Thread.sleep(1);
        }
        endpoint.disable();
        endpoint.submit(pc.urb(half, 0));
        assertEquals("4:" + UrbStatus.ESHUTDOWN + ":0", pc.replies().get(3));
        endpoint.enable();
        endpoint.submit(pc.urb(xfrBlock(50), 0));
        assertEquals("50 bytes", reader.next());
    }

    private static byte[] xfrBlock(int length) {
        byte[] message = new byte[length];
        int dwLength = length - 10;
        message[0] = 0x6F;
        message[1] = (byte) dwLength;
        message[2] = (byte) (dwLength >> 8);
        message[3] = (byte) (dwLength >> 16);
        return message;
    }
}
