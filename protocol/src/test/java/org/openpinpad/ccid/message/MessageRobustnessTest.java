// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are read as something, and what was written is read back. */
class MessageRobustnessTest {

    private static final Set<Integer> COMMANDS =
            Set.of(0x61, 0x62, 0x63, 0x65, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x71, 0x72, 0x73);
    /** Commands whose dwLength CCID fixes to 0. */
    private static final Set<Integer> BARE_COMMANDS = Set.of(0x62, 0x63, 0x65, 0x6C, 0x6D, 0x6E, 0x6A, 0x71, 0x72);

    private final Random random = new Random(20050422);

    @Test
    void a_command_that_was_written_is_read_back() {
        for (int i = 0; i < 20_000; i++) {
            PcToRdr command = randomCommand();
            ByteBuffer out = ByteBuffer.allocate(400);
            command.write(out);
            assertEquals(command, PcToRdr.parse(out.flip()));
        }
    }

    @Test
    void an_answer_that_was_written_is_read_back() {
        for (int i = 0; i < 20_000; i++) {
            RdrToPc answer = randomAnswer();
            ByteBuffer out = ByteBuffer.allocate(400);
            answer.write(out);
            assertEquals(answer, RdrToPc.parse(out.flip()));
        }
    }

    @Test
    void no_frame_of_0_to_300_random_bytes_throws() {
        for (int i = 0; i < 60_000; i++) {
            byte[] frame = new byte[i % 301];
            random.nextBytes(frame);
            if (frame.length >= 10 && random.nextBoolean()) { // else nearly every dwLength is wrong
                setLength(frame, frame.length - 10);
                frame[0] = (byte) (0x60 + random.nextInt(0x28));
            }
            checkCommand(frame);
            checkAnswer(frame);
            InterruptIn.parse(ByteBuffer.wrap(frame));
        }
    }

    @Test
    void every_truncation_of_every_vector_is_malformed_with_its_own_seq() {
        MessageVectorsTest.BYTES.forEach((name, columns) -> {
            byte[] whole = bytes(columns.get(0));
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                checkCommand(cut);
                checkAnswer(cut);
                InterruptIn.parse(ByteBuffer.wrap(cut));
                int type = whole[0] & 0xFF;
                if (COMMANDS.contains(type)) {
                    var bad = assertInstanceOf(PcToRdr.Malformed.class, PcToRdr.parse(ByteBuffer.wrap(cut)), name);
                    assertEquals(SlotError.BAD_LENGTH, bad.error(), name + " cut to " + length);
                }
            }
        });
    }

    @Test
    void every_type_byte_gets_a_reading() {
        for (int type = 0; type < 256; type++) {
            for (int dataLength : new int[] {0, 1, 5, 7, 8, 20}) {
                byte[] frame = new byte[10 + dataLength];
                frame[0] = (byte) type;
                frame[6] = 0x55;
                setLength(frame, dataLength);
                checkCommand(frame);
                checkAnswer(frame);
            }
        }
    }

    @ParameterizedTest(name = "type {0}")
    @CsvSource({"00", "60", "64", "66", "70", "74", "80", "81", "FF"})
    void an_unknown_type_is_not_supported(String type) {
        var bad = assertInstanceOf(PcToRdr.Malformed.class, PcToRdr.parse(hex(type + "02000000 00 2A 000000 0102")));
        assertEquals(SlotError.NOT_SUPPORTED, bad.error());
        assertEquals(0x2A, bad.seq());
    }

    static IntStream bareCommands() {
        return BARE_COMMANDS.stream().mapToInt(Integer::intValue).sorted();
    }

    @ParameterizedTest(name = "type {0}")
    @MethodSource("bareCommands")
    void a_command_without_data_may_not_carry_any(int type) {
        byte[] frame = bytes("00 01000000 00 07 000000 AA");
        frame[0] = (byte) type;
        assertEquals(new PcToRdr.Malformed(type, 0, 7, SlotError.BAD_LENGTH), PcToRdr.parse(ByteBuffer.wrap(frame)));
    }

    @ParameterizedTest(name = "dwLength {0}")
    @CsvSource({"04000000", "06000000", "00000000", "05000001", "FFFFFFFF", "050000 80", "00000005"})
    void a_dwLength_that_is_not_what_came_is_bad(String dwLength) {
        PcToRdr read = PcToRdr.parse(hex("6F " + dwLength + " 00 07 00 0000 0020008100"));
        assertEquals(new PcToRdr.Malformed(0x6F, 0, 7, SlotError.BAD_LENGTH), read);
        String answer = "80 " + dwLength + " 00 07 00 0000 0020008100";
        assertInstanceOf(RdrToPc.Malformed.class, RdrToPc.parse(hex(answer)));
    }

    private static void checkCommand(byte[] frame) {
        PcToRdr command = PcToRdr.parse(ByteBuffer.wrap(frame));
        assertEquals(frame.length > 0 ? frame[0] & 0xFF : 0, command.messageType());
        assertEquals(frame.length > 5 ? frame[5] & 0xFF : 0, command.slot());
        assertEquals(frame.length > 6 ? frame[6] & 0xFF : 0, command.seq());
        if (command instanceof PcToRdr.Malformed bad) {
            assertTrue(bad.error() == SlotError.BAD_LENGTH || bad.error() == SlotError.NOT_SUPPORTED);
        } else {
            assertTrue(COMMANDS.contains(command.messageType()));
            assertEquals(frame.length - 10, command.data().remaining());
            if (BARE_COMMANDS.contains(command.messageType())) {
                assertEquals(10, frame.length);
            }
        }
    }

    private static void checkAnswer(byte[] frame) {
        RdrToPc answer = RdrToPc.parse(ByteBuffer.wrap(frame));
        if (!(answer instanceof RdrToPc.Malformed)) {
            assertEquals(frame.length - 10, answer.data().remaining());
            assertEquals(frame[6] & 0xFF, answer.seq());
            assertEquals(frame[7] & 0xFF, answer.status());
            assertTrue(answer.iccStatus().code() == (frame[7] & 3), "bmICCStatus");
            assertTrue(answer.commandStatus().code() == (frame[7] >> 6 & 3), "bmCommandStatus");
        }
    }

    private PcToRdr randomCommand() {
        int slot = u8();
        int seq = u8();
        return switch (random.nextInt(14)) {
            case 0 -> new PcToRdr.IccPowerOn(slot, seq, u8());
            case 1 -> new PcToRdr.IccPowerOff(slot, seq);
            case 2 -> new PcToRdr.GetSlotStatus(slot, seq);
            case 3 -> new PcToRdr.XfrBlock(slot, seq, u8(), random.nextInt(0x10000), data());
            case 4 -> new PcToRdr.GetParameters(slot, seq);
            case 5 -> new PcToRdr.ResetParameters(slot, seq);
            case 6 -> new PcToRdr.SetParameters(slot, seq, u8(), data());
            case 7 -> new PcToRdr.Escape(slot, seq, data());
            case 8 -> new PcToRdr.IccClock(slot, seq, u8());
            case 9 -> new PcToRdr.T0Apdu(slot, seq, u8(), u8(), u8());
            case 10 -> new PcToRdr.Secure(slot, seq, u8(), random.nextInt(0x10000), data());
            case 11 -> new PcToRdr.Mechanical(slot, seq, u8());
            case 12 -> new PcToRdr.Abort(slot, seq);
            default -> PcToRdr.SetDataRateAndClockFrequency.of(slot, seq, u32(), u32());
        };
    }

    private RdrToPc randomAnswer() {
        return switch (random.nextInt(5)) {
            case 0 -> new RdrToPc.DataBlock(u8(), u8(), u8(), u8(), u8(), data());
            case 1 -> new RdrToPc.SlotStatus(u8(), u8(), u8(), u8(), u8());
            case 2 -> new RdrToPc.Parameters(u8(), u8(), u8(), u8(), u8(), data());
            case 3 -> new RdrToPc.Escape(u8(), u8(), u8(), u8(), data());
            default -> new RdrToPc.DataRateAndClockFrequency(u8(), u8(), u8(), u8(), hex("0102030405060708"));
        };
    }

    private int u8() {
        return random.nextInt(256);
    }

    private long u32() {
        return random.nextInt() & 0xFFFFFFFFL;
    }

    private ByteBuffer data() {
        byte[] data = new byte[random.nextInt(300)];
        random.nextBytes(data);
        return ByteBuffer.wrap(data);
    }

    private static void setLength(byte[] frame, int dwLength) {
        for (int i = 0; i < 4; i++) {
            frame[1 + i] = (byte) (dwLength >>> (8 * i));
        }
    }
}
