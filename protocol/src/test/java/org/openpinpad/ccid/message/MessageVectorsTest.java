// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.ccid.Vectors;

/** Every message of CCID 1.1 §6 against bytes written by hand: {@code messages.hex}. */
class MessageVectorsTest {

    private static final ByteBuffer NOTHING = hex("");
    private static final String ATR = "3BDA18FF81B1FE751F030031C573C00140009000 0C";

    static final Map<String, List<String>> BYTES = Vectors.table(MessageVectorsTest.class, "messages.hex");
    private static final Map<String, Object> MEANING = new LinkedHashMap<>();

    static {
        MEANING.put("IccPowerOn automatic", new PcToRdr.IccPowerOn(0, 1, 0));
        MEANING.put("IccPowerOn 1.8 V", new PcToRdr.IccPowerOn(0, 255, 3));
        MEANING.put("IccPowerOn slot 1", new PcToRdr.IccPowerOn(1, 1, 0));
        MEANING.put("IccPowerOff", new PcToRdr.IccPowerOff(0, 2));
        MEANING.put("GetSlotStatus", new PcToRdr.GetSlotStatus(0, 3));
        MEANING.put("XfrBlock SELECT", new PcToRdr.XfrBlock(0, 4, 0, 0, hex("00A4040006D27600012401")));
        MEANING.put("XfrBlock begin", new PcToRdr.XfrBlock(0, 5, 10, ChainParameter.BEGIN, hex("002A808600")));
        MEANING.put("XfrBlock ask for more", new PcToRdr.XfrBlock(0, 6, 0, ChainParameter.CONTINUE, NOTHING));
        MEANING.put("XfrBlock word order", new PcToRdr.XfrBlock(0, 7, 0, 0x1234, NOTHING));
        MEANING.put("GetParameters", new PcToRdr.GetParameters(0, 8));
        MEANING.put("ResetParameters", new PcToRdr.ResetParameters(0, 9));
        MEANING.put("SetParameters T=0", new PcToRdr.SetParameters(0, 10, 0, hex("1100000A00")));
        MEANING.put("SetParameters T=1", new PcToRdr.SetParameters(0, 11, 1, hex("1810FF7500FE00")));
        MEANING.put("Escape firmware features", new PcToRdr.Escape(0, 12, hex("6A")));
        MEANING.put("Escape without data", new PcToRdr.Escape(0, 13, NOTHING));
        MEANING.put("IccClock stop", new PcToRdr.IccClock(0, 14, 1));
        MEANING.put("T0APDU", new PcToRdr.T0Apdu(0, 15, 3, 0xC0, 0xC2));
        MEANING.put(
                "Secure VERIFY",
                new PcToRdr.Secure(0, 16, 0, 0, hex("00 00 82 00 00 0F06 02 01 0904 00 000005 0020008100")));
        MEANING.put("Mechanical lock card", new PcToRdr.Mechanical(0, 17, 4));
        MEANING.put("Abort", new PcToRdr.Abort(0, 18));
        MEANING.put("SetDataRateAndClock", PcToRdr.SetDataRateAndClockFrequency.of(0, 19, 4000, 10752));

        MEANING.put("DataBlock ATR", new RdrToPc.DataBlock(0, 1, 0, 0, 0, hex(ATR)));
        MEANING.put("DataBlock status word", new RdrToPc.DataBlock(0, 16, 0, 0, 0, hex("63C2")));
        MEANING.put("DataBlock begin", new RdrToPc.DataBlock(0, 4, 0, 0, ChainParameter.BEGIN, hex("01020304")));
        MEANING.put("DataBlock go on", new RdrToPc.DataBlock(0, 5, 0, 0, ChainParameter.CONTINUE, NOTHING));
        MEANING.put("DataBlock time extension", new RdrToPc.DataBlock(0, 16, 0x80, 1, 0, NOTHING));
        MEANING.put("DataBlock cancelled", new RdrToPc.DataBlock(0, 16, 0x40, SlotError.PIN_CANCELLED, 0, NOTHING));
        MEANING.put("DataBlock mute, no card", new RdrToPc.DataBlock(0, 4, 0x42, SlotError.ICC_MUTE, 0, NOTHING));
        MEANING.put("SlotStatus inactive", new RdrToPc.SlotStatus(0, 3, 1, 0, 0));
        MEANING.put("SlotStatus no such slot", new RdrToPc.SlotStatus(1, 3, 0x42, SlotError.BAD_SLOT, 0));
        MEANING.put("SlotStatus clock stopped", new RdrToPc.SlotStatus(0, 14, 0, 0, 1));
        MEANING.put("Parameters T=0", new RdrToPc.Parameters(0, 8, 0, 0, 0, hex("1100000A00")));
        MEANING.put("Parameters T=1", new RdrToPc.Parameters(0, 8, 0, 0, 1, hex("1810FF7500FE00")));
        MEANING.put("Escape answer", new RdrToPc.Escape(0, 12, 0, 0, hex("1234")));
        MEANING.put("Escape refused", new RdrToPc.Escape(0, 12, 0x40, SlotError.NOT_SUPPORTED, NOTHING));
        MEANING.put("DataRateAndClock", new RdrToPc.DataRateAndClockFrequency(0, 19, 0, 0, hex("A00F0000002A0000")));
        MEANING.put("DataRateAndClock refused", new RdrToPc.DataRateAndClockFrequency(0, 19, 0x40, 0, NOTHING));

        MEANING.put("NotifySlotChange inserted", InterruptIn.NotifySlotChange.slot0(true, true));
        MEANING.put("NotifySlotChange removed", InterruptIn.NotifySlotChange.slot0(false, true));
        MEANING.put("HardwareError overcurrent", new InterruptIn.HardwareError(0, 4, 1));
    }

    static Stream<Arguments> vectors() {
        return BYTES.entrySet().stream()
                .map(row -> Arguments.of(row.getKey(), row.getValue().get(0), MEANING.get(row.getKey())));
    }

    @Test
    void every_vector_has_a_meaning_and_a_source() {
        assertEquals(MEANING.keySet(), BYTES.keySet());
        BYTES.forEach((name, columns) -> assertEquals(2, columns.size(), name));
    }

    @Test
    void all_twentyone_message_types_occur() {
        Set<Object> types = BYTES.values().stream()
                .map(columns -> hex(columns.get(0)).get(0) & 0xFF)
                .collect(Collectors.toSet());
        Set<Integer> expected = Set.of(
                0x61, 0x62, 0x63, 0x65, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x71, 0x72, 0x73, // §6.1
                0x80, 0x81, 0x82, 0x83, 0x84, // §6.2
                0x50, 0x51); // §6.3
        assertEquals(expected, types);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void the_bytes_are_read_as_the_message(String name, String bytes, Object meaning) {
        assertEquals(meaning, parseLike(meaning, hex(bytes)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void the_message_is_written_as_the_bytes(String name, String bytes, Object meaning) {
        assertEquals(hex(hex(bytes)), hex(written(meaning, ByteBuffer.allocate(64))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void neither_position_nor_byte_order_of_the_buffer_matters(String name, String bytes, Object meaning) {
        ByteBuffer out = ByteBuffer.allocateDirect(64).order(ByteOrder.LITTLE_ENDIAN);
        out.position(5);
        ByteBuffer frame = written(meaning, out);
        assertEquals(hex(hex(bytes)), hex(frame));
        int position = frame.position();
        int limit = frame.limit();
        assertEquals(meaning, parseLike(meaning, frame));
        assertEquals(position, frame.position(), "parse leaves the position");
        assertEquals(limit, frame.limit(), "parse leaves the limit");
    }

    @Test
    void the_fields_of_setDataRateAndClockFrequency_are_32_bit_little_endian() {
        var command = assertInstanceOf(
                PcToRdr.SetDataRateAndClockFrequency.class,
                PcToRdr.parse(hex("73 08000000 00 00 000000 | 04030201 F4F3F2F1")));
        assertEquals(0x01020304L, command.clockFrequency());
        assertEquals(0xF1F2F3F4L, command.dataRate());
    }

    @Test
    void status_splits_into_card_and_command() {
        assertEquals(0x42, RdrToPc.status(CommandStatus.FAILED, IccStatus.ABSENT));
        assertEquals(0x81, RdrToPc.status(CommandStatus.TIME_EXTENSION, IccStatus.INACTIVE));
        RdrToPc answer = new RdrToPc.SlotStatus(0, 0, 0x42, 5, 0);
        assertEquals(IccStatus.ABSENT, answer.iccStatus());
        assertEquals(CommandStatus.FAILED, answer.commandStatus());
    }

    private static Object parseLike(Object meaning, ByteBuffer frame) {
        if (meaning instanceof PcToRdr) {
            return PcToRdr.parse(frame);
        }
        return meaning instanceof RdrToPc ? RdrToPc.parse(frame) : InterruptIn.parse(frame);
    }

    private static ByteBuffer written(Object message, ByteBuffer out) {
        int start = out.position();
        if (message instanceof PcToRdr command) {
            command.write(out);
        } else if (message instanceof RdrToPc answer) {
            answer.write(out);
        } else {
            ((InterruptIn) message).write(out);
        }
        return out.limit(out.position()).position(start);
    }
}
