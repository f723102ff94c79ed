// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.usbip.UsbSpeed;

/** Byte strings on a socket, written from the kernel's usbip_protocol.rst. */
class UsbIpServerTest {
    private static final String IMPORT = "0111 8003 00000000 312d31" + "00".repeat(29);
    private static final String CONFIGURE = submit(1, 0, 0, 0) + "00 09 0100 0000 0000";

    private final FakeReader reader = new FakeReader(message -> message);
    private final List<Pc> pcs = new ArrayList<>();
    private UsbIpServer server;

    @BeforeEach
    void start() throws IOException {
        server = new UsbIpServer(reader, UsbIpServer.loopback(0), UsbSpeed.HIGH, TrafficListener.NONE);
    }

    @AfterEach
    void stop() throws IOException {
        for (Pc pc : pcs) {
            pc.hangUp();
        }
        server.close();
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertTrue(server.address().getAddress().isLoopbackAddress());
    }

    @RepeatedTest(20)
    void nobodyIsConnectedOnceItIsClosed() throws IOException {
        connect().hangUp();
        server.close();
        try (Socket late = new Socket()) {
            assertThrows(ConnectException.class, () -> late.connect(server.address()));
        }
    }

    @Test
    void listsItsOneDeviceAndItsInterface() throws IOException {
        Pc pc = connect();
        pc.send("0111 8005 00000000");
        String reply = pc.read(12 + 312 + 4);
        assertEquals("0111" + "0005" + "00000000" + "00000001", reply.substring(0, 24));
        assertEquals("312d31", reply.substring(24 + 512, 24 + 518));
        assertEquals(
                "00000001" + "00000002" + "00000003" + "1209" + "0001" + "0010" + "000000" + "00" + "01" + "01"
                        + "0b000000",
                reply.substring(24 + 576));
    }

    @Test
    void lendsToOnePcAtATimeAndToTheNextAfterIt() throws Exception {
        Pc first = connect();
        Pc second = connect();
        first.configure();
        assertEquals("configured", reader.next());
        second.send(IMPORT);
        assertEquals("01110003" + "00000002", second.read(8));
        first.hangUp();
        assertEquals("deconfigured", reader.next());
        second.configure();
        assertEquals("configured", reader.next());
        second.hangUp();
        assertEquals("deconfigured", reader.next());
    }

    @Test
    void knowsNoOtherDevice() throws IOException {
        Pc pc = connect();
        pc.send("0111 8003 00000000 322d31" + "00".repeat(29));
        assertEquals("01110003" + "00000004", pc.read(8));
    }

    @Test
    void messagesCrossBothWays() throws Exception {
        Pc pc = connect();
        pc.configure();
        pc.send(submit(2, 1, 2, 1024) + none());
        pc.send(submit(3, 0, 1, 10) + none() + "65000000000007000000");
        assertEquals(ret(3, 0, 10), pc.read(48));
        assertEquals(ret(2, 0, 10) + "65000000000007000000", pc.read(58));
    }

    @Test
    void notificationReachesTheInterruptEndpoint() throws Exception {
        Pc pc = connect();
        pc.configure();
        pc.send(submit(2, 1, 3, 8) + none());
        assertTrue(reader.writer.interruptIn(ByteBuffer.wrap(new byte[] {0x50, 3})));
        assertEquals(ret(2, 0, 2) + "5003", pc.read(50));
    }

    @Test
    void stalledRequestIsBrokenPipe() throws IOException {
        Pc pc = connect();
        pc.configure();
        pc.send(submit(2, 1, 0, 8) + "c1 01 0000 0000 0800");
        assertEquals(ret(2, -32, 0), pc.read(48));
    }

    @Test
    void pendingTransferIsTakenBackOnceAndAnEndedOneNotAtAll() throws IOException {
        Pc pc = connect();
        pc.configure();
        pc.send(submit(2, 1, 2, 1024) + none());
        pc.send("00000002 00000003 00010002 00000001 00000002 00000002" + "00".repeat(24));
        assertEquals("00000004" + "00000003" + "00".repeat(12) + "ffffff98" + "00".repeat(24), pc.read(48));
        pc.send("00000002 00000004 00010002 00000001 00000002 00000002" + "00".repeat(24));
        assertEquals("00000004" + "00000004" + "00".repeat(12) + "00000000" + "00".repeat(24), pc.read(48));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000",
                "0106 8005 00000000",
                "0111 8006 00000000",
                "474554202f20485454502f312e310d0a",
            })
    void garbageInsteadOfARequestClosesTheConnection(String bytes) throws IOException {
        Pc pc = connect();
        pc.send(bytes);
        pc.assertClosed();
        pc.hangUp();
        listsItsOneDeviceAndItsInterface();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Unknown command.
                "deadbeef 00000002 00010002 00000000 00000000",
                // Another device.
                "00000001 00000002 00090009 00000000 00000000",
                // 2 GiB to the reader, 2 GiB and -1 bytes from it.
                "00000001 00000002 00010002 00000000 00000001 00000000 7fffffff",
                "00000001 00000002 00010002 00000001 00000002 00000000 7fffffff",
                "00000001 00000002 00010002 00000001 00000002 00000000 ffffffff",
                // Isochronous.
                "00000001 00000002 00010002 00000001 00000002 00000000 00000000 00000000 00000400",
            })
    void garbageInsteadOfATransferClosesTheConnectionAndTheReaderIsFree(String start) throws Exception {
        Pc pc = connect();
        pc.configure();
        assertEquals("configured", reader.next());
        pc.send(start + "00".repeat(48 - HexFormat.of().parseHex(start.replace(" ", "")).length));
        pc.assertClosed();
        pc.hangUp();
        assertEquals("deconfigured", reader.next());
        messagesCrossBothWays();
    }

    @Test
    void tooManyTransfersCloseTheConnection() throws IOException {
        Pc pc = connect();
        pc.configure();
        for (int i = 0; i <= Importer.OUTSTANDING_MAX; i++) {
            pc.send(submit(10 + i, 1, 2, 64) + none());
        }
        pc.assertClosed();
    }

    @Test
    void sameNumberTwiceClosesTheConnection() throws IOException {
        Pc pc = connect();
        pc.configure();
        pc.send(submit(10, 1, 2, 64) + none());
        pc.send(submit(10, 1, 2, 64) + none());
        pc.assertClosed();
    }

    @Test
    void tooManyBytesThatTheReaderDoesNotTakeCloseTheConnection() throws Exception {
        reader.buffers.clear();
        Pc pc = connect();
        pc.configure();
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 3; i++) {
            pc.send(submit(10 + i, 0, 1, megabyte.length) + none());
            pc.out(megabyte);
        }
        pc.assertClosed();
    }

    @Test
    void moreConnectionsThanFourAreNotServed() throws IOException {
        Pc first = connect();
        for (int i = 1; i < 4; i++) {
            connect();
        }
        Pc fifth = connect();
        fifth.assertClosed();
        first.send("0111 8005 00000000");
        assertEquals("01110005", first.read(4));
    }

    @Test
    void closingTheServerLetsTheReaderGo() throws Exception {
        Pc pc = connect();
        pc.configure();
        assertEquals("configured", reader.next());
        Assertions.assertTimeout(Duration.ofSeconds(3), () -> server.close());
        assertEquals("deconfigured", reader.next());
        pc.assertClosed();
    }

    private Pc connect() throws IOException {
        Pc pc = new Pc();
        pcs.add(pc);
        return pc;
    }

    private static String submit(int seqnum, int direction, int endpoint, int length) {
        return String.format("%08x%08x%08x%08x%08x", 1, seqnum, 0x10002, direction, endpoint)
                + String.format("%08x%08x%08x%08x%08x", 0, length, 0, 0, 0);
    }

    private static String none() {
        return "0000000000000000";
    }

    private static String ret(int seqnum, int status, int length) {
        return String.format("%08x%08x", 3, seqnum)
                + "00".repeat(12)
                + String.format("%08x%08x", status, length)
                + "00".repeat(20);
    }

    private final class Pc {
        private final Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        private final DataInputStream in = new DataInputStream(socket.getInputStream());

        Pc() throws IOException {
            socket.setSoTimeout(5_000);
        }

        void configure() throws IOException {
            send(IMPORT);
            assertEquals("0111000300000000", read(8));
            read(312);
            send(CONFIGURE);
            assertEquals(ret(1, 0, 0), read(48));
        }

        void send(String hex) throws IOException {
            out(HexFormat.of().parseHex(hex.replace(" ", "")));
        }

        void out(byte[] bytes) throws IOException {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                // The server may have closed meanwhile; assertClosed tells.
            }
        }

        String read(int length) throws IOException {
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return HexFormat.of().formatHex(bytes);
        }

        void assertClosed() throws IOException {
            boolean closed;
            try {
                closed = in.read() < 0;
            } catch (java.net.SocketException e) {
                closed = true;
            }
            assertTrue(closed);
        }

        void hangUp() throws IOException {
            socket.close();
        }
    }
}
