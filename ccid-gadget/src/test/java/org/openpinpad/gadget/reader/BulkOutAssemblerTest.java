// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.hex;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.ccid.message.PcToRdr;

/** Bulk-OUT transfers as packets (USB 2.0 §5.8.3), hosts that add no zero-length packet, and hosts that lie. */
class BulkOutAssemblerTest {

    private static final int BUFFER = 129 * 512;
    private static final byte[] NEXT = bytes(xfr(0x5A, "00A4040006D27600012401"));

    /** An endpoint that gives a read whole packets until it is full or a packet is short. */
    private static final class Endpoint {
        final int packetSize;
        final BulkOutAssembler assembler;
        final Deque<byte[]> packets = new ArrayDeque<>();
        final List<byte[]> messages = new ArrayList<>();

        Endpoint(int packetSize) {
            this.packetSize = packetSize;
            assembler = new BulkOutAssembler(packetSize, ByteBuffer.allocateDirect(BUFFER));
        }

        /** A transfer as libusb sends it: no zero-length packet at its end. */
        void transfer(byte[] data) {
            for (int at = 0; at < data.length; at += packetSize) {
                packets.add(Arrays.copyOfRange(data, at, Math.min(at + packetSize, data.length)));
            }
        }

        void zeroLengthPacket() {
            packets.add(new byte[0]);
        }

        /** Reads until nothing is left; a read that would have to wait is left waiting. */
        void readAll() {
            while (!packets.isEmpty()) {
                ByteBuffer space = assembler.space().duplicate(); // a raw read moves no position
                assertTrue(space.hasRemaining(), "there is always room for a packet");
                assertEquals(0, space.remaining() % packetSize, "reads are whole packets");
                int count = read(space);
                if (assembler.received(count)) {
                    ByteBuffer message = assembler.message();
                    messages.add(bytes(hex(message)));
                    assembler.begin();
                }
            }
        }

        private int read(ByteBuffer space) {
            int count = 0;
            boolean more = true;
            while (more && space.remaining() >= packetSize) {
                assertFalse(packets.isEmpty(), "a read asks for a packet that never comes");
                byte[] packet = packets.remove();
                space.put(packet);
                count += packet.length;
                more = packet.length == packetSize;
            }
            return count;
        }
    }

    private static byte[] message(int length) {
        return bytes(xfr(length & 0xFF, pattern(length - 10)));
    }

    private static byte[] withLength(byte[] message, long dwLength) {
        byte[] lying = message.clone();
        for (int i = 0; i < 4; i++) {
            lying[1 + i] = (byte) (dwLength >>> (8 * i));
        }
        return lying;
    }

    private static void assertMessages(Endpoint endpoint, byte[]... expected) {
        assertEquals(expected.length, endpoint.messages.size(), "messages");
        for (int i = 0; i < expected.length; i++) {
            assertEquals(hex(ByteBuffer.wrap(expected[i])), hex(ByteBuffer.wrap(endpoint.messages.get(i))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 512})
    void a_message_of_any_length_is_put_together_exactly(int packetSize) {
        Endpoint endpoint = new Endpoint(packetSize);
        for (int length = 10; length <= 1200; length++) {
            byte[] message = message(length);
            endpoint.transfer(message);
            endpoint.readAll();
            assertMessages(endpoint, message);
            endpoint.messages.clear();
        }
        byte[] longest = message(65_554);
        endpoint.transfer(longest);
        endpoint.readAll();
        assertMessages(endpoint, longest);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 512})
    void messages_that_wait_in_a_row_stay_apart(int packetSize) {
        Endpoint endpoint = new Endpoint(packetSize);
        byte[][] sent = new byte[300][];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = message(10 + i * 4);
            endpoint.transfer(sent[i]);
        }
        endpoint.readAll();
        assertMessages(endpoint, sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 512})
    void a_read_never_asks_for_more_packets_than_the_message_still_has(int packetSize) {
        BulkOutAssembler assembler = new BulkOutAssembler(packetSize, ByteBuffer.allocate(2048));
        for (int length = 10; length <= 1200; length++) {
            byte[] message = message(length);
            int packets = (length + packetSize - 1) / packetSize;
            int had = 0;
            boolean whole = false;
            while (!whole) {
                ByteBuffer space = assembler.space().duplicate();
                int asked = space.remaining() / packetSize;
                assertEquals(0, space.remaining() % packetSize);
                assertTrue(asked >= 1 && had + asked <= packets, length + " bytes: " + asked + " more than " + had);
                assertTrue(had > 0 || asked == 1, "only the first packet tells the length");
                int count = Math.min(space.remaining(), length - had * packetSize);
                space.put(message, had * packetSize, count);
                had += asked;
                whole = assembler.received(count);
                assertEquals(had == packets, whole);
            }
            assertEquals(hex(ByteBuffer.wrap(message)), hex(assembler.message()));
            assembler.begin();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 512})
    void zero_length_packets_between_messages_are_nothing(int packetSize) {
        Endpoint endpoint = new Endpoint(packetSize);
        byte[] full = message(packetSize);
        byte[] twice = message(2 * packetSize);
        endpoint.zeroLengthPacket();
        endpoint.transfer(full);
        endpoint.zeroLengthPacket();
        endpoint.zeroLengthPacket();
        endpoint.transfer(twice);
        endpoint.zeroLengthPacket();
        endpoint.transfer(NEXT);
        endpoint.zeroLengthPacket();
        endpoint.readAll();
        assertMessages(endpoint, full, twice, NEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 512})
    void a_transfer_cut_short_is_delivered_as_malformed(int packetSize) {
        byte[] whole = message(3 * packetSize + 7);
        Endpoint endpoint = new Endpoint(packetSize);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            endpoint.transfer(cut);
            if (length % packetSize == 0) {
                endpoint.zeroLengthPacket(); // else nothing tells that it ended
            }
            endpoint.transfer(NEXT);
            endpoint.readAll();
            assertMessages(endpoint, cut, NEXT);
            assertMalformed(endpoint.messages.get(0));
            endpoint.messages.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 512})
    void a_transfer_longer_than_dwLength_says_is_delivered_as_malformed(int packetSize) {
        Endpoint endpoint = new Endpoint(packetSize);
        for (int length = 11; length <= 4 * packetSize; length += 3) {
            for (int said : new int[] {0, 1, packetSize - 10, packetSize - 9, length - 11}) {
                if (10 + said >= length) {
                    continue;
                }
                endpoint.transfer(withLength(message(length), said));
                if (length % packetSize == 0) {
                    endpoint.zeroLengthPacket();
                }
                endpoint.transfer(NEXT);
                endpoint.readAll();
                int last = endpoint.messages.size() - 1;
                String what = length + " bytes, dwLength " + said;
                assertTrue(last >= 1, what);
                assertEquals(hex(ByteBuffer.wrap(NEXT)), hex(ByteBuffer.wrap(endpoint.messages.get(last))), what);
                // What ends on a packet boundary by its dwLength is a message; the surplus is a transfer of its own.
                if ((10 + said) % packetSize != 0) {
                    assertMalformed(endpoint.messages.get(0));
                }
                endpoint.messages.clear();
            }
        }
    }

    @ParameterizedTest(name = "{0}-byte packets, dwLength {1}")
    @CsvSource({"64, FFFFFFFF", "64, 80000000", "64, 7FFFFFFF", "64, FFFFFFF6", "512, FFFFFFFF", "512, 00010200"})
    void a_dwLength_beyond_the_buffer_is_malformed_and_swallowed_to_the_short_packet(int packetSize, String dwLength) {
        Endpoint endpoint = new Endpoint(packetSize);
        for (int length : new int[] {10, packetSize - 1, packetSize + 1, 5 * packetSize + 9, 200_000 + 1}) {
            byte[] lying = withLength(message(length), Long.parseLong(dwLength, 16));
            endpoint.transfer(lying);
            endpoint.transfer(NEXT);
            endpoint.readAll();
            assertEquals(2, endpoint.messages.size(), length + " bytes");
            byte[] shown = endpoint.messages.get(0);
            assertMalformed(shown);
            assertEquals(lying[6], shown[6], "its bSeq can still be told");
            assertEquals(hex(ByteBuffer.wrap(NEXT)), hex(ByteBuffer.wrap(endpoint.messages.get(1))));
            endpoint.messages.clear();
        }
    }

    @Test
    void begin_forgets_a_half_read_message() {
        Endpoint endpoint = new Endpoint(64);
        endpoint.assembler.space().duplicate().put(message(300), 0, 64);
        assertFalse(endpoint.assembler.received(64));
        endpoint.assembler.begin();
        endpoint.transfer(NEXT);
        endpoint.readAll();
        assertMessages(endpoint, NEXT);
    }

    @Test
    void another_buffer_goes_on_where_the_last_ended_and_leaves_that_alone() {
        ByteBuffer first = ByteBuffer.allocateDirect(1024);
        ByteBuffer second = ByteBuffer.allocateDirect(1024);
        BulkOutAssembler assembler = new BulkOutAssembler(64, first);
        byte[] message = message(50);
        assembler.space().duplicate().put(message);
        assertTrue(assembler.received(50));
        ByteBuffer kept = assembler.message();
        assembler.use(second);
        assembler.space().duplicate().put(NEXT);
        assertTrue(assembler.received(NEXT.length));
        assertEquals(hex(ByteBuffer.wrap(NEXT)), hex(assembler.message()));
        assertEquals(hex(ByteBuffer.wrap(message)), hex(kept));
    }

    @Test
    void no_sequence_of_packets_throws_and_a_reset_heals() {
        Random random = new Random(555);
        Endpoint endpoint = new Endpoint(64);
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[random.nextInt(4) == 0 ? random.nextInt(65) : 64];
            random.nextBytes(packet);
            if (packet.length > 4 && random.nextBoolean()) {
                packet[3] = 0;
                packet[4] = 0;
            }
            ByteBuffer space = endpoint.assembler.space().duplicate();
            space.put(packet);
            if (endpoint.assembler.received(packet.length)) {
                endpoint.assembler.begin();
            }
        }
        endpoint.assembler.begin();
        endpoint.messages.clear();
        endpoint.transfer(NEXT);
        endpoint.readAll();
        assertMessages(endpoint, NEXT);
    }

    private static void assertMalformed(byte[] frame) {
        assertInstanceOf(PcToRdr.Malformed.class, PcToRdr.parse(ByteBuffer.wrap(frame)));
    }
}
