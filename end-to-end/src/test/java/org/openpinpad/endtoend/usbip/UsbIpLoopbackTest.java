// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.usbip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpinpad.ccid.descriptor.ClassRequest;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.usb.CcidPipe;
import org.openpinpad.host.usb.UsbIpCcidPipe;
import org.openpinpad.simulator.usb.TrafficListener;
import org.openpinpad.simulator.usb.UsbIpServer;
import org.openpinpad.usbip.UsbSpeed;

/** The host driver's USB/IP client against the simulator's server; they share nothing but the records of the protocol. */
class UsbIpLoopbackTest {
    private static final int MS = 5_000;
    /** Data lengths whose messages end at, before and behind the packets of both speeds. */
    private static final int[] LENGTHS = {
        0, 53, 54, 55, 117, 118, 119, 182, 246, 501, 502, 503, 1013, 1014, 1015, 16374, 32768, 65536, 65544
    };

    private final EchoBus bus = new EchoBus();
    private final ByteBuffer in = ByteBuffer.allocateDirect(66048);
    private UsbIpServer server;

    @AfterEach
    void stop() throws IOException {
        server.close();
        bus.close();
    }

    private UsbIpCcidPipe open(UsbSpeed speed) throws IOException {
        server = new UsbIpServer(bus, UsbIpServer.loopback(0), speed, TrafficListener.NONE);
        return UsbIpCcidPipe.open(server.address(), "");
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfAllLengthsComeBackWhole(UsbSpeed speed) throws IOException {
        try (UsbIpCcidPipe pipe = open(speed)) {
            assertEquals(EchoBus.DESCRIPTOR, pipe.descriptor());
            for (int length : LENGTHS) {
                ByteBuffer message = xfrBlock(length);
                pipe.bulkOut(message.duplicate(), MS);
                assertEquals(Header.LENGTH + length, pipe.bulkIn(in.clear(), MS));
                assertEquals(message, in.flip(), "data of " + length + " bytes");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void buffersOfOnePacketSeeTheEmptyOneAtTheEnd(UsbSpeed speed) throws IOException {
        int packet = speed.bulkPacketSize();
        try (UsbIpCcidPipe pipe = open(speed)) {
            pipe.bulkOut(xfrBlock(2 * packet - Header.LENGTH), MS);
            for (int expected : new int[] {packet, packet, 0}) {
                assertEquals(expected, pipe.bulkIn(in.clear().limit(packet), MS));
            }
            assertEquals(CcidPipe.TIMED_OUT, pipe.bulkIn(in.clear(), 20));
        }
    }

    @Test
    void transferThatTimedOutIsTakenBackAndLosesNothing() throws IOException {
        try (UsbIpCcidPipe pipe = open(UsbSpeed.HIGH)) {
            for (int i = 0; i < 100; i++) {
                assertEquals(CcidPipe.TIMED_OUT, pipe.bulkIn(in.clear(), i % 3));
            }
            pipe.bulkOut(xfrBlock(1), MS);
            int length = CcidPipe.TIMED_OUT;
            for (int i = 0; i < 1000 && length == CcidPipe.TIMED_OUT; i++) {
                length = pipe.bulkIn(in.clear(), 0);
            }
            assertEquals(Header.LENGTH + 1, length);
        }
    }

    @Test
    void notificationComesOverTheInterruptPipe() throws Exception {
        try (UsbIpCcidPipe pipe = open(UsbSpeed.HIGH)) {
            CompletableFuture<Boolean> told = CompletableFuture.supplyAsync(bus::notifyCard);
            assertEquals(2, pipe.interruptIn(in.clear().limit(8), MS));
            assertEquals(ByteBuffer.wrap(new byte[] {0x50, 3}), in.flip());
            assertTrue(told.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void classRequestsReachTheReader() throws Exception {
        try (UsbIpCcidPipe pipe = open(UsbSpeed.HIGH)) {
            assertEquals("configured", bus.events.poll(5, TimeUnit.SECONDS));
            pipe.control(ClassRequest.ABORT, 0x0700, MS);
            assertEquals("abort 0 7", bus.events.poll(5, TimeUnit.SECONDS));
            assertEquals(
                    4, pipe.controlIn(ClassRequest.GET_DATA_RATES, in.clear().limit(64), MS));
            ReaderException stall = assertThrows(ReaderException.class, () -> pipe.control(0x55, 0, MS));
            assertEquals(Kind.IO, stall.kind());
        }
        assertEquals("deconfigured", bus.events.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void secondPcHearsThatTheReaderIsInUse() throws IOException {
        try (UsbIpCcidPipe pipe = open(UsbSpeed.HIGH)) {
            ReaderException busy =
                    assertThrows(ReaderException.class, () -> UsbIpCcidPipe.open(server.address(), "1-1"));
            assertEquals(Kind.BUSY, busy.kind());
            pipe.control(ClassRequest.ABORT, 0, MS);
        }
        UsbIpCcidPipe.open(server.address(), "1-1").close();
    }

    @Test
    void otherDevicesAreNotThere() throws IOException {
        open(UsbSpeed.HIGH).close();
        ReaderException none = assertThrows(ReaderException.class, () -> UsbIpCcidPipe.open(server.address(), "9-9"));
        assertEquals(Kind.NO_READER, none.kind());
    }

    @Test
    void readerThatGoesIsGone() throws IOException {
        try (UsbIpCcidPipe pipe = open(UsbSpeed.HIGH)) {
            server.close();
            ReaderException gone = assertThrows(ReaderException.class, () -> pipe.bulkIn(in.clear(), MS));
            assertEquals(Kind.GONE, gone.kind());
        }
    }

    @Test
    void nobodyListening() throws IOException {
        open(UsbSpeed.HIGH).close();
        server.close();
        ReaderException none = assertThrows(ReaderException.class, () -> UsbIpCcidPipe.open(server.address(), ""));
        assertEquals(Kind.NO_SERVICE, none.kind());
    }

    @Test
    void serverOfSomethingElseIsRecognised() throws Exception {
        server = new UsbIpServer(bus, UsbIpServer.loopback(0), UsbSpeed.HIGH, TrafficListener.NONE);
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> greeting = CompletableFuture.runAsync(() -> greet(other));
            var address = UsbIpServer.loopback(other.getLocalPort());
            ReaderException wrong = assertThrows(ReaderException.class, () -> UsbIpCcidPipe.open(address, "1-1"));
            assertEquals(Kind.PROTOCOL, wrong.kind());
            greeting.get(5, TimeUnit.SECONDS);
        }
    }

    private static void greet(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream()
                    .write("220 mail.example ESMTP\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            socket.getInputStream().readNBytes(40);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ByteBuffer xfrBlock(int length) {
        ByteBuffer message = ByteBuffer.allocateDirect(Header.LENGTH + length);
        Header.put(message, 0, 0x6F, length, 0, 1, 0, 0, 0);
        for (int i = 0; i < length; i++) {
            message.put(Header.LENGTH + i, (byte) (i * 7 + i / 256));
        }
        return message;
    }
}
