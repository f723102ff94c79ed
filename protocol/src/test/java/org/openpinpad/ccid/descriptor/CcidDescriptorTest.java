// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The 54 bytes of CCID 1.1 §5.1. */
class CcidDescriptorTest {

    /** The descriptor that the facts propose for this reader, byte by byte from the field table. */
    private static final String PROPOSED = """
            36 21 1001 00 07 03000000 A00F0000 C0120000 01 002A0000 67320000 01
            FE000000 00000000 00000000 BA040400 12000100 FF FF 1508 03 01""";

    private static final CcidDescriptor PROPOSED_MEANING = new CcidDescriptor(
            0x0110, 0, 7, 3, 4000, 4800, 1, 10752, 12903, 1, 254, 0, 0, 0x000404BA, 65554, 0xFF, 0xFF, 0x0815, 3, 1);

    @Test
    void the_proposed_descriptor_is_read_and_written() {
        assertEquals(54, bytes(PROPOSED).length);
        assertEquals(PROPOSED_MEANING, CcidDescriptor.parse(hex(PROPOSED)).orElseThrow());
        assertEquals(hex(hex(PROPOSED)), hex(written(PROPOSED_MEANING)));
    }

    /** libccid's readers/*.txt: what differs between well-behaved pads; the rest is what they have in common. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "SPR532 or Cherry ST-2xxx, 0001, BA000100, 0E010000, FF, FF, 0000",
        "Cherry ST-1144,           1001, B8070400, 0F010000, FF, FF, 0000",
        "cyberJack one,            1001, B0040400, F6030000, FF, FF, 1003",
        "cyberJack go,             1001, B0040400, F6030000, FF, FF, 0210",
        "Thales CT710,             1001, B2040400, 0F010000, 00, 00, 1102",
        "Ezio Shield,              1001, BA040200, 0F010000, 00, 00, 1104",
        "Ezio M4,                  1001, B2040200, 0F010000, 00, 00, 1108",
        "GemPC Pinpad v2,          0001, 30020100, 0F010000, 00, 00, 1002",
        "ACS APG8201-B2,           1001, 30040200, 5E010000, 00, 00, 1002",
        "VASCO DP870,              1001, B2040400, 0F010000, 00, 00, 1105",
        "KOBIL EMV CAP,            1001, BA060400, 18020000, 00, 00, 1002",
        "OMNIKEY 3821,             1001, B2070200, 0F010000, 00, 00, 1002",
    })
    void the_descriptor_of_a_real_reader_is_read_and_written(
            String reader, String bcd, String features, String maxMessage, String getResponse, String env, String lcd) {
        String whole = "36 21 " + bcd + " 00 07 03000000 A00F0000 C0120000 00 002A0000 16400500 00 FE000000 00000000"
                + " 00000000 " + features + maxMessage + getResponse + env + lcd + " 03 01";
        CcidDescriptor read = CcidDescriptor.parse(hex(whole)).orElseThrow();
        CcidDescriptor meaning = new CcidDescriptor(
                word(bcd),
                0,
                7,
                3,
                4000,
                4800,
                0,
                10752,
                344086,
                0,
                254,
                0,
                0,
                word(features),
                word(maxMessage),
                word(getResponse),
                word(env),
                word(lcd),
                3,
                1);
        assertEquals(meaning, read, reader);
        assertEquals(hex(hex(whole)), hex(written(read)), reader);
    }

    @Test
    void random_bytes_behind_length_and_type_are_written_back() {
        Random random = new Random(54);
        for (int i = 0; i < 5_000; i++) {
            byte[] whole = new byte[54];
            random.nextBytes(whole);
            whole[0] = 54;
            whole[1] = 0x21;
            ByteBuffer in = ByteBuffer.wrap(whole);
            assertEquals(hex(in), hex(written(CcidDescriptor.parse(in).orElseThrow())));
        }
    }

    @Test
    void what_is_cut_short_or_another_descriptor_is_none() {
        byte[] whole = bytes(PROPOSED);
        for (int length = 0; length < 54; length++) {
            assertTrue(
                    CcidDescriptor.parse(ByteBuffer.wrap(Arrays.copyOf(whole, length)))
                            .isEmpty(),
                    "cut to " + length);
        }
        assertTrue(CcidDescriptor.parse(hex(PROPOSED.replace("36 21", "35 21"))).isEmpty());
        assertTrue(CcidDescriptor.parse(hex(PROPOSED.replace("36 21", "36 22"))).isEmpty());
        assertTrue(CcidDescriptor.parse(hex("00".repeat(54))).isEmpty());
    }

    @Test
    void each_feature_has_the_bit_of_the_table() {
        assertEquals(0x02, Features.PARAMETERS_FROM_ATR);
        assertEquals(0x04, Features.AUTO_ACTIVATION);
        assertEquals(0x08, Features.AUTO_VOLTAGE);
        assertEquals(0x10, Features.AUTO_CLOCK);
        assertEquals(0x20, Features.AUTO_BAUD);
        assertEquals(0x40, Features.AUTO_NEGOTIATION);
        assertEquals(0x80, Features.AUTO_PPS);
        assertEquals(0x100, Features.CLOCK_STOP);
        assertEquals(0x200, Features.NAD_OTHER_THAN_0);
        assertEquals(0x400, Features.AUTO_IFSD);
        assertEquals(0x10000, Features.TPDU_LEVEL);
        assertEquals(0x20000, Features.SHORT_APDU_LEVEL);
        assertEquals(0x40000, Features.EXTENDED_APDU_LEVEL);
        assertEquals(0x100000, Features.WAKE_UP);
    }

    private static ByteBuffer written(CcidDescriptor descriptor) {
        ByteBuffer out = ByteBuffer.allocate(60);
        descriptor.write(out);
        return out.flip();
    }

    /** A little-endian number of any width. */
    private static int word(String littleEndian) {
        byte[] value = bytes(littleEndian);
        int word = 0;
        for (int i = 0; i < value.length; i++) {
            word |= (value[i] & 0xFF) << (8 * i);
        }
        return word;
    }
}
