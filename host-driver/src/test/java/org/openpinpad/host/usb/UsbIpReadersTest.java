// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.usbip.SetupPacket;

class UsbIpReadersTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 3240, ''",
        "127.0.0.1:3241, 3241, ''",
        "127.0.0.1:3241/1-1, 3241, 1-1",
        "127.0.0.1/3-2.1, 3240, 3-2.1",
        "[::1]:99, 99, ''",
        "'', 3240, ''",
    })
    void addressesAreHostPortBus(String text, int port, String busId) {
        UsbIpReaders.Address address = UsbIpReaders.Address.parse(text);
        assertEquals(port, address.server().getPort());
        assertEquals(true, address.server().getAddress().isLoopbackAddress());
        assertEquals(busId, address.busId());
    }

    @ParameterizedTest
    @ValueSource(strings = {":3240", "host:", "host:0", "host:65536", "host:99999", "host:x", "a:b:c", "host:1/"})
    void otherWordsAreRefused(String text) {
        ReaderException e = assertThrows(ReaderException.class, () -> UsbIpReaders.Address.parse(text));
        assertEquals(Kind.NO_READER, e.kind());
    }

    /** What a hostile or broken server answers to a control request of 18 bytes, the first command, number 1. */
    @ParameterizedTest
    @CsvSource({
        // Another number; an unlinking; an unknown reply; more than asked for; less than none.
        "00000003 00000007 000000000000000000000000 00000000 00000000, PROTOCOL",
        "00000004 00000001 000000000000000000000000 00000000 00000000, PROTOCOL",
        "deadbeef 00000001 000000000000000000000000 00000000 00000000, PROTOCOL",
        "00000003 00000001 000000000000000000000000 00000000 00000013, PROTOCOL",
        "00000003 00000001 000000000000000000000000 00000000 7fffffff, PROTOCOL",
        "00000003 00000001 000000000000000000000000 00000000 ffffffff, PROTOCOL",
        // It stalls; it is gone; it hangs up in the middle.
        "00000003 00000001 000000000000000000000000 ffffffe0 00000000, IO",
        "00000003 00000001 000000000000000000000000 ffffff94 00000000, GONE",
        "00000003, GONE",
    })
    void answersOfABrokenServerAreSentences(String reply, Kind kind) throws Exception {
        String padded = reply.replace(" ", "");
        String frame = padded.length() < 56 ? padded : padded + "00".repeat(20);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server, frame));
            thread.start();
            try (UsbIpDevice device = UsbIpDevice.open((InetSocketAddress) server.getLocalSocketAddress(), "1-1")) {
                SetupPacket setup = new SetupPacket(0x80, 6, 0x0100, 0, 18);
                ReaderException e = assertThrows(
                        ReaderException.class, () -> device.control(setup, java.nio.ByteBuffer.allocate(18), 2_000));
                assertEquals(kind, e.kind());
            }
            thread.join(5_000);
        }
    }

    @Test
    void importThatIsRefusedSaysWhy() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> refuse(server));
            thread.start();
            ReaderException e = assertThrows(
                    ReaderException.class,
                    () -> UsbIpDevice.open((InetSocketAddress) server.getLocalSocketAddress(), "1-1"));
            assertEquals(Kind.BUSY, e.kind());
            thread.join(5_000);
        }
    }

    private static void refuse(ServerSocket server) {
        try (Socket pc = server.accept()) {
            pc.getInputStream().readNBytes(40);
            pc.getOutputStream().write(HexFormat.of().parseHex("0111000300000002"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void serve(ServerSocket server, String frame) {
        try (Socket pc = server.accept()) {
            OutputStream out = pc.getOutputStream();
            pc.getInputStream().readNBytes(40);
            out.write(HexFormat.of().parseHex("0111000300000000" + "00".repeat(312)));
            pc.getInputStream().readNBytes(48);
            out.write(HexFormat.of().parseHex(frame));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
