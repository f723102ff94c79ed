// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LENGTH;
import static org.openpinpad.gadget.reader.EngineRig.BUSY;
import static org.openpinpad.gadget.reader.EngineRig.MUTE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.TlvProperties;
import org.openpinpad.pcsc.part10.TlvProperty;

/** The pseudo-APDU {@code FF C2 01 xx}: what is answered at once, and what is handed to PIN entry. */
class PinPpduTest {

    private static final Path CLIENTS =
            Path.of("..", "protocol", "src", "test", "resources", "org", "openpinpad", "pcsc", "part10");

    private static final int VERIFY = 0x06;
    private static final int MODIFY = 0x07;
    private static final int VERIFY_HEADER = 19;
    private static final int MODIFY_HEADER = 24;

    private final EngineRig rig = EngineRig.active();

    private static String hex2(int value) {
        return String.format("%02X", value);
    }

    private static String ppdu(int p2, String structure) {
        return "FFC201" + hex2(p2) + hex2(bytes(structure).length) + structure.replace(" ", "");
    }

    /** A reader's own answer: at once, two bytes or data and 9000, and neither card nor guard nor pad was bothered. */
    private static void answers(EngineRig rig, String apdu, String answer) {
        int begins = rig.pin.begins;
        rig.ask(xfr(9, apdu)).is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, answer).chain(0);
        rig.silent();
        nobodyIsBothered(rig, begins);
    }

    private static void nobodyIsBothered(EngineRig rig, int begins) {
        assertEquals(begins, rig.pin.begins);
        assertEquals(List.of(), rig.guard.judged);
        assertTrue(rig.card.jobs.isEmpty());
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
    }

    // P1 and P2

    @Test
    void every_P2_is_a_feature_or_not_supported() {
        for (int p2 = 0; p2 <= 0xFF; p2++) {
            String apdu = "FFC201" + hex2(p2) + "00";
            switch (p2) {
                case 0x00, 0x0A, 0x12 -> {
                    Reply reply = rig.ask(xfr(9, apdu)).is(Reply.DATA_BLOCK, 9);
                    assertTrue(reply.data().endsWith("9000"), reply.toString());
                    assertTrue(reply.data().length() > 4);
                }
                case VERIFY, MODIFY -> answers(rig, apdu, "6700");
                default -> answers(rig, apdu, "6A81");
            }
            nobodyIsBothered(rig, 0);
        }
        rig.worksAgain();
    }

    @Test
    void every_other_P1_is_wrong_whatever_follows() {
        for (int p1 = 0; p1 <= 0xFF; p1++) {
            if (p1 != 0x01) {
                for (String rest : List.of("00", "0000", "0600", "FF", "0600000100", "12")) {
                    answers(rig, "FFC2" + hex2(p1) + rest, "6A86");
                }
            }
        }
        rig.worksAgain();
    }

    /** Only CLA FF with INS C2 is for the reader: the rest is the guard's to rule on. */
    @ParameterizedTest
    @ValueSource(strings = {"00C2010000", "FEC2010600", "FFC3010600", "FF9A040200", "FFCA000000", "FFC0000000"})
    void what_is_no_ppdu_is_judged(String apdu) {
        rig.guard.ruling = 0x6E00;
        rig.ask(xfr(9, apdu)).is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, "6E00");
        assertEquals(List.of(apdu), rig.guard.judged);
        assertEquals(0, rig.pin.begins);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FF", "FFC2", "FFC201"})
    void less_than_four_bytes_are_no_command(String apdu) {
        rig.ask(xfr(9, apdu)).is(Reply.DATA_BLOCK, 9).failed(Reply.ACTIVE, BAD_LENGTH);
        nobodyIsBothered(rig, 0);
    }

    // What the reader says of itself

    /** The features that bPINSupport says, and the two properties always. */
    @ParameterizedTest(name = "bPINSupport {0}")
    @CsvSource({"0, 0A12", "1, 060A12", "2, 070A12", "3, 06070A12"})
    void the_feature_list_is_true_to_bPINSupport(int pinSupport, String features) {
        EngineRig reader =
                EngineRig.inactive(ReaderProfile.descriptor(pinSupport)).powered();
        for (String le : List.of("", "00", "01", "FF")) {
            answers(reader, "FFC20100" + le, features + "9000");
        }
        String unlisted = "6A81";
        String tooShort = "6700";
        answers(reader, "FFC2010600", (pinSupport & 1) == 0 ? unlisted : tooShort);
        answers(reader, "FFC2010700", (pinSupport & 2) == 0 ? unlisted : tooShort);
        answers(reader, ppdu(MODIFY, "00".repeat(23)), (pinSupport & 2) == 0 ? unlisted : tooShort);
        if ((pinSupport & 1) == 0) {
            answers(reader, EngineRig.PPDU_VERIFY, unlisted);
        }
        reader.worksAgain();
    }

    @Test
    void the_pin_properties_are_four_bytes() {
        Reply reply = rig.ask(xfr(9, "FFC2010A00")).is(Reply.DATA_BLOCK, 9);
        assertEquals(12, reply.data().length(), reply.toString());
        PinProperties told = PinProperties.parse(Bytes.buffer(reply.data().substring(0, 8)))
                .toOptional()
                .orElseThrow();
        CcidDescriptor descriptor = ReaderProfile.descriptor(3);
        assertEquals(descriptor.lcdLayout() >> 8, told.lcdLines());
        assertEquals(descriptor.lcdLayout() & 0xFF, told.lcdColumns());
        assertEquals(2, told.entryValidation(), "the key always ends it");
        assertFalse(told.timeOut2(), "there is one time-out");
        answers(rig, "FFC2010A", reply.data());
        nobodyIsBothered(rig, 0);
    }

    @Test
    void the_tlv_properties_agree_with_descriptor_and_identity() {
        Reply reply = rig.ask(xfr(9, "FFC2011200")).is(Reply.DATA_BLOCK, 9);
        assertTrue(reply.data().endsWith("9000"));
        ByteBuffer tlv = Bytes.buffer(reply.data().substring(0, reply.data().length() - 4));
        TlvProperties told = TlvProperties.parse(tlv).toOptional().orElseThrow();
        CcidDescriptor descriptor = ReaderProfile.descriptor(3);
        number(told, TlvProperty.LCD_LAYOUT, descriptor.lcdLayout());
        number(told, TlvProperty.LCD_MAX_LINES, 8);
        number(told, TlvProperty.LCD_MAX_CHARACTERS, 21);
        number(told, TlvProperty.ENTRY_VALIDATION_CONDITION, 2);
        number(told, TlvProperty.TIME_OUT_2, 0);
        number(told, TlvProperty.MIN_PIN_SIZE, 1);
        number(told, TlvProperty.MAX_PIN_SIZE, 127);
        number(told, TlvProperty.PPDU_SUPPORT, 2);
        number(told, TlvProperty.ID_VENDOR, ReaderIdentity.DEFAULT.vendorId());
        number(told, TlvProperty.ID_PRODUCT, ReaderIdentity.DEFAULT.productId());
        assertTrue(told.number(TlvProperty.MAX_APDU_DATA_SIZE).orElseThrow() >= 0x100, "extended length");
        assertEquals(Optional.of(ReaderIdentity.DEFAULT.product()), told.firmwareId());
        nobodyIsBothered(rig, 0);
    }

    private static void number(TlvProperties told, TlvProperty property, long value) {
        assertEquals(OptionalLong.of(value), told.number(property), property.standardName());
    }

    // What clients send is what PIN entry gets

    static Stream<Arguments> clients() throws IOException {
        List<Arguments> clients = new ArrayList<>();
        for (String file : List.of("verify.txt", "modify.txt")) {
            int p2 = file.equals("verify.txt") ? VERIFY : MODIFY;
            Files.readAllLines(CLIENTS.resolve(file)).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\\|"))
                    .forEach(row -> clients.add(Arguments.of(row[0].trim(), p2, row[1].replace(" ", ""))));
        }
        assertTrue(clients.size() >= 16, "the clients' file");
        return clients.stream();
    }

    /** What libccid's SecurePINVerify and SecurePINModify make of it at the APDU level: the oracle, by offsets. */
    private static String libccid(int p2, String structure) {
        byte[] in = bytes(structure);
        StringBuilder abData = new StringBuilder(p2 == VERIFY ? "00" : "01");
        int header = p2 == VERIFY ? VERIFY_HEADER : MODIFY_HEADER;
        for (int i = 0; i < in.length; i++) {
            boolean timeOut2 = i == 1;
            boolean dataLength = i >= header - 4 && i < header;
            boolean noIndex2 = p2 == MODIFY && i == 15 && in[11] == 0;
            boolean noIndex3 = p2 == MODIFY && i == 16 && (in[11] & 0xFF) < 3;
            if (!timeOut2 && !dataLength && !noIndex2 && !noIndex3) {
                abData.append(hex2(in[i] & 0xFF));
            }
        }
        return abData.toString();
    }

    /** A structure like this client's, but with a byte of its own in each field that is passed on. */
    private static String counted(int p2, int numberMessage, String apdu) {
        StringBuilder structure = new StringBuilder();
        int header = p2 == VERIFY ? VERIFY_HEADER : MODIFY_HEADER;
        for (int i = 0; i < header - 4; i++) {
            structure.append(hex2(p2 == MODIFY && i == 11 ? numberMessage : 0xD0 + i));
        }
        return structure + hex2(bytes(apdu).length) + "000000" + apdu;
    }

    private void reachesEntry(int p2, String structure) {
        for (String le : List.of("", "00", "02", "FF")) {
            rig.out(xfr(0xB0, ppdu(p2, structure) + le));
            rig.silent();
            assertTrue(rig.pin.open);
            assertEquals(libccid(p2, structure), rig.pin.asked);
            rig.pinAnswers(0x9000)
                    .reply()
                    .is(Reply.DATA_BLOCK, 0xB0)
                    .ok(Reply.ACTIVE, "9000")
                    .chain(0);
            rig.silent();
            nobodyIsBothered(rig, rig.pin.begins);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void entry_is_asked_for_what_libccid_would_send(String client, int p2, String structure) {
        reachesEntry(p2, structure);
        rig.worksAgain();
    }

    @Test
    void each_field_arrives_in_its_place_whatever_bNumberMessage_says() {
        reachesEntry(VERIFY, counted(VERIFY, 0, "0020008100"));
        for (int numberMessage = 0; numberMessage <= 0xFF; numberMessage++) {
            reachesEntry(MODIFY, counted(MODIFY, numberMessage, "0024008100"));
        }
        rig.worksAgain();
    }

    /** The oracle itself against the byte string that GnuPG sends to libccid and libccid to the reader. */
    @Test
    void the_ppdu_of_the_rig_is_its_Secure() {
        rig.out(xfr(0xB0, EngineRig.PPDU_VERIFY.replace(" ", "")));
        assertEquals(EngineRig.VERIFY.replace(" ", ""), rig.pin.asked);
        assertEquals(
                "01 00 82 00 00 00 00 0F 06 03 02 03 09 04 00 01 02 00 00 05 00 24 00 81 00".replace(" ", ""),
                libccid(MODIFY, "0000820000 0000 0F06 03 02 03 0904 000102 000005 05000000 0024008100"));
    }

    @Test
    void the_longest_short_body_reaches_entry_whole() {
        String apdu = "00200081" + pattern(255 - VERIFY_HEADER - 4);
        reachesEntry(VERIFY, counted(VERIFY, 0, apdu));
        String change = "00240081" + pattern(255 - MODIFY_HEADER - 4);
        reachesEntry(MODIFY, counted(MODIFY, 3, change));
    }

    @Test
    void a_structure_without_any_command_is_entrys_to_refuse() {
        rig.pin.verdict = 25;
        answersRefused(ppdu(VERIFY, counted(VERIFY, 0, "")), "6B80");
        answersRefused(ppdu(MODIFY, counted(MODIFY, 3, "")), "6B80");
    }

    // Lengths

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void every_truncation_is_a_wrong_length(String client, int p2, String structure) {
        String whole = ppdu(p2, structure);
        for (int length = 5; length < bytes(whole).length; length++) {
            answers(rig, whole.substring(0, 2 * length), "6700"); // Lc says more
        }
        for (int length = 1; length < bytes(structure).length; length++) {
            answers(rig, ppdu(p2, structure.substring(0, 2 * length)), "6700"); // ulDataLength or the end says more
            answers(rig, ppdu(p2, structure.substring(0, 2 * length)) + "00", "6700");
        }
        answers(rig, "FFC201" + hex2(p2), "6700");
        rig.worksAgain();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void what_says_more_or_less_than_there_is_is_a_wrong_length(String client, int p2, String structure) {
        String whole = ppdu(p2, structure);
        answers(rig, whole + "0000", "6700");
        answers(rig, whole + "00".repeat(300), "6700");
        answers(rig, ppdu(p2, structure + "00"), "6700");
        int header = p2 == VERIFY ? VERIFY_HEADER : MODIFY_HEADER;
        int at = 2 * (header - 4);
        String length = structure.substring(at, at + 8);
        for (String wrong : List.of("00000000", "FFFFFFFF", "000000" + length.substring(0, 2), "00000080")) {
            answers(rig, ppdu(p2, structure.substring(0, at) + wrong + structure.substring(at + 8)), "6700");
        }
        for (int byteAt = 0; byteAt < 4; byteAt++) {
            byte[] bent = bytes(structure);
            bent[header - 4 + byteAt] ^= 1;
            answers(rig, ppdu(p2, Bytes.hex(ByteBuffer.wrap(bent))), "6700");
        }
        rig.worksAgain();
    }

    @Test
    void extended_length_is_a_wrong_length() {
        String structure = counted(VERIFY, 0, "0020008100");
        String lc = String.format("%06X", bytes(structure).length);
        for (String p2 : List.of("00", "06", "07", "0A", "12")) {
            for (String body : List.of(lc + structure, lc + structure + "0000", "000000", "000100", "0000")) {
                answers(rig, "FFC201" + p2 + body, "6700");
            }
            answers(rig, "FFC201" + p2 + "000100" + pattern(256), "6700");
            answers(rig, "FFC201" + p2 + "00FFFF" + pattern(65_535), "6700");
        }
        rig.worksAgain();
    }

    /** A well-formed command of case 2S for PIN entry has no structure. */
    @Test
    void a_lone_Le_is_no_structure() {
        for (String le : List.of("00", "18", "FF")) {
            answers(rig, "FFC20106" + le, "6700");
            answers(rig, "FFC20107" + le, "6700");
        }
    }

    // What entry says

    private void answersRefused(String apdu, String answer) {
        rig.ask(xfr(9, apdu)).is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, answer);
        rig.silent();
        nobodyIsBothered(rig, rig.pin.begins);
    }

    @Test
    void a_refused_field_is_a_refused_structure() {
        for (int offset = 2; offset <= 0x7F; offset++) {
            rig.pin.verdict = offset;
            answersRefused(EngineRig.PPDU_VERIFY, "6B80");
        }
        assertEquals(126, rig.pin.begins);
        rig.pin.verdict = PinPort.ACCEPTED;
        rig.worksAgain();
    }

    @Test
    void a_length_that_entry_finds_wrong_is_a_wrong_length() {
        rig.pin.verdict = BAD_LENGTH;
        answersRefused(EngineRig.PPDU_VERIFY, "6700");
        rig.pin.verdict = PinPort.ACCEPTED;
        rig.worksAgain();
    }

    /** There is no status word for it: the PC's driver knows the bError. */
    @Test
    void an_entry_that_cannot_begin_yet_is_a_busy_slot() {
        rig.pin.verdict = BUSY;
        rig.ask(xfr(9, EngineRig.PPDU_VERIFY)).is(Reply.DATA_BLOCK, 9).failed(Reply.ACTIVE, BUSY);
        nobodyIsBothered(rig, 1);
        rig.pin.verdict = PinPort.ACCEPTED;
        rig.worksAgain();
    }

    @ParameterizedTest(name = "SW {0}")
    @ValueSource(strings = {"9000", "63C2", "6983", "6402", "6403", "0000", "FFFF", "00FF", "6100"})
    void the_cards_status_word_or_the_pads_is_the_answer_and_nothing_else(String sw) {
        EngineRig entering = EngineRig.enteringByPpdu();
        entering.silent();
        entering.pinAnswers(Integer.parseInt(sw, 16))
                .reply()
                .is(Reply.DATA_BLOCK, 0xB0)
                .ok(Reply.ACTIVE, sw)
                .chain(0);
        entering.worksAgain();
    }

    @ParameterizedTest(name = "bError {0} is {1}")
    @CsvSource({"EF, 6401", "F0, 6400"})
    void what_the_user_did_is_a_status_word(String error, String sw) {
        EngineRig entering = EngineRig.enteringByPpdu();
        entering.pinFails(Integer.parseInt(error, 16))
                .reply()
                .is(Reply.DATA_BLOCK, 0xB0)
                .ok(Reply.ACTIVE, sw);
        assertEquals(Long.MAX_VALUE, entering.engine.deadlineNs());
        entering.worksAgain();
    }

    @ParameterizedTest(name = "bError {0}")
    @ValueSource(strings = {"FE", "FD", "FC", "FB", "F4", "E0", "FF", "00", "0C"})
    void what_card_or_slot_did_stays_an_error(String error) {
        EngineRig entering = EngineRig.enteringByPpdu();
        int bError = Integer.parseInt(error, 16);
        entering.pinFails(bError).reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ACTIVE, bError);
        entering.worksAgain();
    }

    @Test
    void a_card_that_went_while_it_had_the_pin_is_absent_in_the_answer() {
        EngineRig entering = EngineRig.enteringByPpdu();
        entering.card.present = false;
        entering.pinFails(MUTE).reply().is(Reply.DATA_BLOCK, 0xB0).failed(Reply.ABSENT, MUTE);
        entering.pull();
        entering.worksAgain();
    }

    // As XfrBlock in everything else

    @ParameterizedTest(name = "P2 {0}")
    @ValueSource(strings = {"00", "06", "0A", "12", "FF"})
    void without_an_active_card_it_is_as_any_XfrBlock(String p2) {
        for (EngineRig off : List.of(EngineRig.noCard(), EngineRig.inactive())) {
            int icc = off.slotStatus(1).icc();
            off.ask(xfr(9, "FFC201" + p2 + "00")).is(Reply.DATA_BLOCK, 9).failed(icc, MUTE);
            off.ask(xfr(10, EngineRig.PPDU_VERIFY)).is(Reply.DATA_BLOCK, 10).failed(icc, MUTE);
            nobodyIsBothered(off, 0);
        }
    }

    @ParameterizedTest(name = "split at {0}")
    @ValueSource(ints = {0, 1, 2, 4, 5, 20, 28, 29})
    void it_may_come_in_parts(int at) {
        String apdu = EngineRig.PPDU_VERIFY.replace(" ", "");
        rig.ask(xfr(1, "0100", apdu.substring(0, 2 * at)))
                .is(Reply.DATA_BLOCK, 1)
                .ok(Reply.ACTIVE, "")
                .chain(0x10);
        nobodyIsBothered(rig, 0);
        rig.out(xfr(2, "0200", apdu.substring(2 * at))).silent();
        assertEquals(EngineRig.VERIFY.replace(" ", ""), rig.pin.asked);
        rig.pinAnswers(0x63C1).reply().is(Reply.DATA_BLOCK, 2).ok(Reply.ACTIVE, "63C1");
        nobodyIsBothered(rig, 1);

        rig.ask(xfr(3, "0100", "FFC2")).chain(0x10);
        rig.ask(xfr(4, "0300", "01")).chain(0x10);
        rig.ask(xfr(5, "0200", "0000")).is(Reply.DATA_BLOCK, 5).ok(Reply.ACTIVE, "06070A129000");
        nobodyIsBothered(rig, 1);
        rig.worksAgain();
    }

    /** bmICCStatus, chaining and pieces: what was there before is gone, as with any other command. */
    @Test
    void it_drops_the_rest_of_the_response_before() {
        for (String apdu : List.of("FFC2010000", "FFC2017F00", EngineRig.PPDU_VERIFY)) {
            EngineRig small = EngineRig.activeWithShortMessages();
            small.out(xfr(1, EngineRig.SELECT))
                    .cardAnswers("apdu", pattern(600))
                    .reply()
                    .chain(1);
            small.out(xfr(2, apdu));
            if (small.pin.open) {
                small.pinAnswers(0x9000);
            }
            small.reply().is(Reply.DATA_BLOCK, 2).chain(0);
            small.ask(xfr(3, "1000", "")).is(Reply.DATA_BLOCK, 3).failed(EngineRig.BAD_LEVEL);
            small.worksAgain();
        }
    }

    @Test
    void one_after_another_and_mixed_with_Secure() {
        for (int i = 0; i < 20; i++) {
            rig.out(i % 2 == 0 ? xfr(i, EngineRig.PPDU_VERIFY) : EngineRig.secure(i));
            rig.silent();
            String what = String.format(Locale.ROOT, "entry %d", i);
            assertEquals(i + 1, rig.pin.begins, what);
            if (i % 3 == 0) {
                Reply reply = rig.pinFails(0xEF).reply().is(Reply.DATA_BLOCK, i);
                if (i % 2 == 0) {
                    reply.ok(Reply.ACTIVE, "6401");
                } else {
                    reply.failed(Reply.ACTIVE, 0xEF);
                }
            } else {
                rig.pinAnswers(0x9000).reply().is(Reply.DATA_BLOCK, i).ok(Reply.ACTIVE, "9000");
            }
        }
        rig.worksAgain();
    }
}
