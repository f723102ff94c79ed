// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LENGTH;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.TlvProperties;
import org.openpinpad.pcsc.part10.TlvProperty;

/** The pseudo-APDU {@code FF C2 01 xx} (PC/SC part 10): what is answered at once. */
class PinPpduTest extends PinPpduRig {

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
}
