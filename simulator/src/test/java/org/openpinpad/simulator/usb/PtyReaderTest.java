// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.linux.Libc;

/** Frames as libccidtwin writes them, on a real pseudo-terminal. */
class PtyReaderTest {
    @TempDir
    Path dir;

    private final FakeReader reader = new FakeReader(message -> message.put(0, (byte) 0x81));
    private Path link;
    private PtyReader pty;
    private RandomAccessFile pc;

    @BeforeEach
    void open() throws IOException {
        link = dir.resolve("reader");
        pty = PtyReader.open(Libc.load(), reader, link, TrafficListener.NONE);
        pc = new RandomAccessFile(link.toFile(), "rw");
    }

    @AfterEach
    void close() throws IOException {
        pc.close();
        pty.close();
        assertFalse(Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void echoesTheCommandAndThenAnswers() throws Exception {
        send("0306 65000000000009000000 69");
        assertEquals("030665000000000009000000" + "69", read(13));
        assertEquals("030681000000000009000000" + "8d", read(13));
        assertEquals("configured", reader.next());
        assertEquals("65000000000009000000", reader.next());
    }

    @Test
    void slotChangeComesBetweenEchoAndAnswer() throws Exception {
        exchange();
        assertTrue(pty.interruptIn(ByteBuffer.wrap(new byte[] {0x50, 3})));
        send("0306 65000000000009000000 69");
        assertEquals("030665000000000009000000" + "69" + "5003" + "030681000000000009000000" + "8d", read(28));
    }

    @Test
    void timeExtensionIsOneByteBecauseTheDriverTakesTheNextFrameForTheAnswer() throws Exception {
        exchange();
        assertTrue(pty.bulkIn(ByteBuffer.wrap(HexFormat.of().parseHex("80000000000009800100"))));
        assertTrue(pty.bulkIn(ByteBuffer.wrap(HexFormat.of().parseHex("80000000000009000000"))));
        assertEquals("80" + "030680000000000009000000" + "8c", read(14));
    }

    @ParameterizedTest
    @CsvSource({
        // GET FIRMWARE, and the text "OpenPinpad".
        "0306 6b010000000000000000026d, 03066b010000000000000000026d 0306830a00000000000200004f70656e50696e706164d5",
        "0306 6b030000000001000000010101 6d, 03066b0300000000010000000101016d 0306 83000000000001020000 85",
        "0306 6b010000000002000000 6a 07, 03066b010000000002000000 6a07 0306 83000000000002020000 86",
        // Texts for the display: the echo is a header only, as libccid takes no longer one.
        "0306 6b030000000003000000 b2a000 7c, 0306 6b000000000003000000 6d 0306 83000000000003020000 87",
    })
    void escapesOfTheGemPcAreAnsweredWithoutTheReader(String command, String answers) throws Exception {
        send(withLrc(command));
        String expected = answers.replace(" ", "");
        String got = read(expected.length() / 2);
        assertEquals(expected.substring(0, expected.length() - 2), got.substring(0, got.length() - 2));
        assertEquals("configured", reader.next());
        assertTrue(reader.events.isEmpty());
    }

    @Test
    void brokenFrameIsAskedForAgain() throws Exception {
        send("0306 65000000000009000000 00");
        assertEquals("031516", read(3));
        exchange();
    }

    @Test
    void frameTooLongIsRefusedAtOnce() throws Exception {
        send("0306 6fffffff0f0009000000");
        assertEquals("031516", read(3));
        Thread.sleep(50);
        exchange();
    }

    @Test
    void pcThatClosesTheLineIsGoneAndTheNextIsServed() throws Exception {
        exchange();
        assertEquals("configured", reader.next());
        assertEquals("65000000000009000000", reader.next());
        pc.close();
        assertEquals("deconfigured", reader.next());
        assertFalse(pty.bulkIn(ByteBuffer.wrap(new byte[10])));
        pc = new RandomAccessFile(link.toFile(), "rw");
        exchange();
        assertEquals("configured", reader.next());
    }

    @Test
    void closesThoughThePcReadsNothing() throws Exception {
        exchange();
        Thread writer = new Thread(() -> pty.bulkIn(ByteBuffer.allocateDirect(65_000)));
        writer.setDaemon(true);
        writer.start();
        Thread.sleep(50);
        Assertions.assertTimeout(Duration.ofSeconds(3), () -> pty.close());
        writer.join(2_000);
        assertFalse(writer.isAlive());
    }

    private void exchange() throws IOException {
        send("0306 65000000000009000000 69");
        assertEquals("030665000000000009000000" + "69" + "030681000000000009000000" + "8d", read(26));
    }

    private static String withLrc(String command) {
        String hex = command.replace(" ", "");
        byte[] bytes = HexFormat.of().parseHex(hex.substring(0, hex.length() - 2));
        int lrc = 0;
        for (byte value : bytes) {
            lrc ^= value;
        }
        return HexFormat.of().formatHex(bytes) + HexFormat.of().toHexDigits((byte) lrc);
    }

    private void send(String hex) throws IOException {
        pc.write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private String read(int length) {
        byte[] bytes = new byte[length];
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> pc.readFully(bytes));
        return HexFormat.of().formatHex(bytes);
    }
}
