// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.hex;
import static org.openpinpad.ccid.pin.FormatString.Encoding.ASCII;
import static org.openpinpad.ccid.pin.FormatString.Encoding.BCD;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The PIN structures of CCID 1.1 §6.1.11 with what real clients send: {@code client-blocks.hex}. */
class ClientBlocksTest {

    private static final FormatString ASCII_AT_BYTE_0 = new FormatString(true, 0, false, ASCII);
    private static final FormatString ASCII_AT_BIT_0 = new FormatString(false, 0, false, ASCII);
    private static final FormatString BCD_AT_BYTE_1 = new FormatString(true, 1, false, BCD);
    private static final BlockString VARIABLE = new BlockString(0, 0);
    private static final BlockString ISO_9564 = new BlockString(4, 7);
    private static final LengthFormat NO_LENGTH = new LengthFormat(0, false, 0);
    private static final LengthFormat LENGTH_AT_BIT_4 = new LengthFormat(0, false, 4);

    static List<ClientBlock> blocks() {
        return ClientBlock.all();
    }

    static Stream<ClientBlock> verifications() {
        return blocks().stream().filter(block -> !block.modification());
    }

    static Stream<ClientBlock> modifications() {
        return blocks().stream().filter(ClientBlock::modification);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void the_vector_itself_is_sound(ClientBlock block) {
        assertEquals(block.apdu().length, block.apduLength());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verifications")
    void a_verification_names_every_field_and_is_written_back(ClientBlock block) {
        byte[] s = block.structure();
        PinVerification read =
                PinVerification.parse(ByteBuffer.wrap(block.abData())).orElseThrow();
        assertEquals(s[0] & 0xFF, read.timeOut(), "bTimeOut");
        assertEquals(s[2] & 0xFF, read.format().value(), "bmFormatString");
        assertEquals(s[3] & 0xFF, read.block().value(), "bmPINBlockString");
        assertEquals(s[4] & 0xFF, read.lengthFormat().value(), "bmPINLengthFormat");
        assertEquals(s[5] & 0xFF, read.pinMax(), "maximum");
        assertEquals(s[6] & 0xFF, read.pinMin(), "minimum");
        assertEquals(s[7] & 0xFF, read.entryValidationCondition(), "bEntryValidationCondition");
        assertEquals(s[8] & 0xFF, read.numberMessage(), "bNumberMessage");
        assertEquals((s[9] & 0xFF) | (s[10] & 0xFF) << 8, read.langId(), "wLangId");
        assertEquals(s[11] & 0xFF, read.msgIndex(), "bMsgIndex");
        assertEquals((s[12] & 0xFF) | (s[13] & 0xFF) << 8 | (s[14] & 0xFF) << 16, read.teoPrologue(), "bTeoPrologue");
        assertEquals(ByteBuffer.wrap(block.apdu()), read.apdu(), "abPINApdu");
        assertEquals(hex(ByteBuffer.wrap(block.abData())), hex(written(read)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modifications")
    void a_modification_names_every_field_and_is_written_back(ClientBlock block) {
        byte[] s = block.structure();
        PinModification read =
                PinModification.parse(ByteBuffer.wrap(block.abData())).orElseThrow();
        assertEquals(s[0] & 0xFF, read.timeOut(), "bTimeOut");
        assertEquals(s[2] & 0xFF, read.format().value(), "bmFormatString");
        assertEquals(s[3] & 0xFF, read.block().value(), "bmPINBlockString");
        assertEquals(s[4] & 0xFF, read.lengthFormat().value(), "bmPINLengthFormat");
        assertEquals(s[5] & 0xFF, read.insertionOffsetOld(), "bInsertionOffsetOld");
        assertEquals(s[6] & 0xFF, read.insertionOffsetNew(), "bInsertionOffsetNew");
        assertEquals(s[7] & 0xFF, read.pinMax(), "maximum");
        assertEquals(s[8] & 0xFF, read.pinMin(), "minimum");
        assertEquals(s[9] & 0xFF, read.confirmPin(), "bConfirmPIN");
        assertEquals(s[10] & 0xFF, read.entryValidationCondition(), "bEntryValidationCondition");
        assertEquals(s[11] & 0xFF, read.numberMessage(), "bNumberMessage");
        assertEquals((s[12] & 0xFF) | (s[13] & 0xFF) << 8, read.langId(), "wLangId");
        assertEquals((s[17] & 0xFF) | (s[18] & 0xFF) << 8 | (s[19] & 0xFF) << 16, read.teoPrologue(), "bTeoPrologue");
        assertEquals(ByteBuffer.wrap(block.apdu()), read.apdu(), "abPINApdu");
        for (int i = 1; i <= read.msgIndexCount(); i++) {
            assertEquals(s[13 + i] & 0xFF, read.msgIndex(i), "bMsgIndex" + i);
        }
        assertEquals(hex(ByteBuffer.wrap(block.abData())), hex(written(read)));
    }

    static Stream<Arguments> verificationMeanings() {
        return Stream.of(
                Arguments.of(
                        "OpenSC OpenPGP sign PIN",
                        new PinVerification(
                                30, ASCII_AT_BYTE_0, VARIABLE, NO_LENGTH, 32, 6, 2, 0, 0, 0, 0, hex("0020008100"))),
                Arguments.of(
                        "GnuPG over pcscd",
                        new PinVerification(
                                0,
                                ASCII_AT_BYTE_0,
                                VARIABLE,
                                NO_LENGTH,
                                15,
                                6,
                                2,
                                1,
                                0x0409,
                                0,
                                0x050000,
                                hex("0020008100"))),
                Arguments.of(
                        "web-eid",
                        new PinVerification(
                                90,
                                ASCII_AT_BIT_0,
                                VARIABLE,
                                NO_LENGTH,
                                12,
                                4,
                                2,
                                0xFF,
                                0x0409,
                                0,
                                0,
                                hex("00 20 00 01 0C FFx12"))),
                Arguments.of(
                        "Belgian eID",
                        new PinVerification(
                                30,
                                BCD_AT_BYTE_1,
                                ISO_9564,
                                LENGTH_AT_BIT_4,
                                12,
                                4,
                                2,
                                1,
                                0x0409,
                                0,
                                0,
                                hex("00 20 00 01 08 20 FFx7"))),
                Arguments.of(
                        "OpenSC GLP",
                        new PinVerification(
                                30,
                                new FormatString(false, 8, false, BCD),
                                new BlockString(4, 8),
                                LENGTH_AT_BIT_4,
                                12,
                                4,
                                2,
                                0,
                                0,
                                0,
                                0,
                                hex("00 20 00 01 08 20 FFx7"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verificationMeanings")
    void a_verification_means(String name, PinVerification meaning) {
        byte[] abData = ClientBlock.named(name).abData();
        assertEquals(meaning, PinVerification.parse(ByteBuffer.wrap(abData)).orElseThrow());
    }

    /** Bytes straight from GnuPG's own CCID driver: four-byte APDU, no Lc. */
    @Test
    void gnupg_internal_driver_sends_a_bare_command_header() {
        var verify = PinVerification.parse(hex("00 00 82 00 00 0F06 02 01 0904 00 004000 | 00 20 00 81"));
        assertEquals(hex("00200081"), verify.orElseThrow().apdu());
        var modify = PinModification.parse(hex("01 00 82 00 00 00 00 0F06 03 02 03 0904 000102 004000 | 00 24 00 81"));
        assertEquals(hex("00240081"), modify.orElseThrow().apdu());
        assertEquals(3, modify.orElseThrow().msgIndexCount());
    }

    /** By the letter 0 goes with one index, 1 and 2 with two, 3 with three; FF is ambiguous, and some always send three. */
    @ParameterizedTest(name = "bNumberMessage {0}, {1} indices, APDU {2}")
    @CsvSource({
        "00, 1, 0024008100",
        "01, 2, 0024008100",
        "02, 2, 0024008100",
        "03, 3, 0024008100",
        "FF, 3, 0024008100",
        "FF, 2, 0024008100",
        "FF, 1, 0024008100",
        "00, 3, 0024008100",
        "01, 3, 0024008100",
        "02, 3, 0024008100",
        "01, 1, 0024008100",
        "FF, 3, 00240081",
        "FF, 2, 00240081",
        "FF, 2, 002C0203",
        "02, 3, 002C0203",
        "FF, 3, 0024008010FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "FF, 2, 0024008010FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "02, 3, 0024018108 20FFFFFFFFFFFFFF",
        "02, 2, 0024018108 20FFFFFFFFFFFFFF"
    })
    void the_layout_is_the_one_in_which_the_apdu_is_one(String numberMessage, int indexes, String apdu) {
        String structure = "1E1E 82 00 00 00 00 0F06 03 02 " + numberMessage + " 0904 000102 000000 00000000 " + apdu;
        byte[] abData = new ClientBlock("", true, structure).withIndexes(indexes);
        PinModification read = PinModification.parse(ByteBuffer.wrap(abData)).orElseThrow();
        assertEquals(hex(hex(apdu)), hex(read.apdu()));
        assertEquals(indexes, read.msgIndexCount());
        assertEquals(0, read.teoPrologue());
        for (int i = 1; i <= indexes; i++) {
            assertEquals(i - 1, read.msgIndex(i));
        }
        assertEquals(hex(ByteBuffer.wrap(abData)), hex(written(read)));
    }

    /** Verification; modification with one, two and three bMsgIndex (tables 6.1-14 and 6.1-15). */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PIN_OPERATION,              10, 10, 10, 10",
        "TIME_OUT,                   11, 11, 11, 11",
        "FORMAT_STRING,              12, 12, 12, 12",
        "PIN_BLOCK_STRING,           13, 13, 13, 13",
        "PIN_LENGTH_FORMAT,          14, 14, 14, 14",
        "INSERTION_OFFSET_OLD,       ,   15, 15, 15",
        "INSERTION_OFFSET_NEW,       ,   16, 16, 16",
        "PIN_MAX_EXTRA_DIGIT,        15, 17, 17, 17",
        "CONFIRM_PIN,                ,   19, 19, 19",
        "ENTRY_VALIDATION_CONDITION, 17, 20, 20, 20",
        "NUMBER_MESSAGE,             18, 21, 21, 21",
        "LANG_ID,                    19, 22, 22, 22",
        "MSG_INDEX,                  21, 24, 24, 24",
        "TEO_PROLOGUE,               22, 25, 26, 27",
        "PIN_APDU,                   25, 28, 29, 30",
    })
    void the_error_offsets_are_those_of_the_fields_in_the_message(
            PinField field, Integer verification, int oneIndex, int twoIndexes, int threeIndexes) {
        PinVerification verify = PinVerification.parse(
                        ByteBuffer.wrap(ClientBlock.named("Belgian eID").abData()))
                .orElseThrow();
        if (field.isOfModification()) {
            assertThrows(IllegalArgumentException.class, () -> verify.offset(field));
        } else {
            assertEquals(verification, verify.offset(field));
        }
        int[] modification = {oneIndex, twoIndexes, threeIndexes};
        for (int indexes = 1; indexes <= modification.length; indexes++) {
            byte[] abData = ClientBlock.named("OpenSC PIV change").withIndexes(indexes);
            PinModification modify =
                    PinModification.parse(ByteBuffer.wrap(abData)).orElseThrow();
            assertEquals(modification[indexes - 1], modify.offset(field), indexes + " indexes");
        }
    }

    @Test
    void every_value_of_a_bit_field_is_written_back() {
        for (int value = 0; value < 256; value++) {
            assertEquals(value, FormatString.of(value).value());
            assertEquals(value, BlockString.of(value).value());
            assertEquals(value, LengthFormat.of(value).value());
        }
    }

    @ParameterizedTest(name = "bmFormatString {0}")
    @CsvSource({
        "82, true, 0, false, ASCII", "02, false, 0, false, ASCII", "89, true, 1, false, BCD",
                "41, false, 8, false, BCD",
        "8D, true, 1, true, BCD", "59, false, 11, false, BCD", "80, true, 0, false, BINARY",
                "7F, false, 15, true, RESERVED"
    })
    void a_format_string_means(String value, boolean inBytes, int position, boolean right, FormatString.Encoding code) {
        FormatString read = FormatString.of(Integer.parseInt(value, 16));
        assertEquals(new FormatString(inBytes, position, right, code), read);
    }

    @Test
    void no_length_and_no_content_of_abData_throws() {
        Random random = new Random(6111);
        for (int i = 0; i < 60_000; i++) {
            byte[] abData = new byte[i % 301];
            random.nextBytes(abData);
            PinVerification.parse(ByteBuffer.wrap(abData));
            PinModification.parse(ByteBuffer.wrap(abData));
        }
        for (ClientBlock block : blocks()) {
            byte[] whole = block.abData();
            for (int length = 0; length <= whole.length; length++) {
                var verification = PinVerification.parse(ByteBuffer.wrap(whole, 0, length));
                assertEquals(length >= PinVerification.PREFIX, verification.isPresent());
                var modification = PinModification.parse(ByteBuffer.wrap(whole, 0, length));
                assertTrue(length >= 18 || modification.isEmpty(), "14 fields, one index, three of prologue");
            }
        }
    }

    private static ByteBuffer written(PinVerification verification) {
        ByteBuffer out = ByteBuffer.allocate(300);
        verification.write(out);
        return out.flip();
    }

    private static ByteBuffer written(PinModification modification) {
        ByteBuffer out = ByteBuffer.allocate(300);
        modification.write(out);
        return out.flip();
    }
}
