// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.ccid.pin.PinVerification;

/** What a PC may ask for: every client's block, every value of every field, every length. */
class VerifyTemplateTest {

    /** GnuPG's, with data so that every field matters. */
    private static final String PADDED = "00 00 82 08 00 0804 02 01 0904 00 000000 00 20 00 81 08 FFx8";

    private static final int ACCEPTED = -1;

    @ParameterizedTest
    @MethodSource("org.openpinpad.pin.VerifyBlock#accepted")
    void whatClientsAskForIsUnderstood(VerifyBlock block) {
        VerifyTemplate.Checked checked =
                VerifyTemplate.check(PinVerification.parse(block.bytes()).orElseThrow());
        VerifyTemplate template = ((VerifyTemplate.Checked.Accepted) checked).template();
        assertEquals(
                block.min() + ".." + block.max() + ", " + block.timeOutS(),
                template.min() + ".." + template.max() + ", " + template.timeOutS());
    }

    @ParameterizedTest
    @MethodSource("org.openpinpad.pin.VerifyBlock#refused")
    void whatIsNotSupportedIsRefusedWithTheOffsetOfItsField(VerifyBlock block) {
        if (block.bytes().get(0) == 0) {
            assertEquals(block.offset(), verdict(block.bytes()));
        }
    }

    /** Index in abData, offset that refuses, values that are accepted. */
    @ParameterizedTest(name = "{0} of {3}: refused at {2}")
    @CsvSource({
        "bTimeOut,                  1,  11, 00-FF",
        "bmFormatString,            2,  12, 02 82",
        "bmPINBlockString,          3,  13, 00 04-08",
        "bmPINLengthFormat,         4,  14, 00-FF",
        "wPINMaxExtraDigit maximum, 5,  15, 04-FF",
        "wPINMaxExtraDigit minimum, 6,  15, 00-08",
        "bEntryValidationCondition, 7,  17, 00-07",
        "bNumberMessage,            8,  18, 00-03 FF",
        "wLangId low,               9,  19, 00-FF",
        "wLangId high,              10, 19, 00-FF",
        "bMsgIndex,                 11, 21, 00-FF",
        "bTeoPrologue NAD,          12, 22, 00-FF",
        "bTeoPrologue PCB,          13, 22, 00-FF",
        "bTeoPrologue LEN,          14, 22, 00-FF",
        "CLA,                       15, 25, 00-03",
        "INS,                       16, 25, 20",
        "P1,                        17, 25, 00",
        "P2,                        18, 25, 00-FF",
        "Lc,                        19, 25, 08",
        "data,                      20, 25, 00-FF"
    })
    void everyValueOfEveryFieldIsTakenOrRefused(String field, int index, int offset, String values) {
        IntPredicate sound = ranges(values);
        for (int value = 0; value < 256; value++) {
            // A frame of 1 to 3 bytes is sound, but has no room for the 4 digits that are the minimum.
            int expected = index == 3 && value >= 1 && value <= 3 ? 15 : offset;
            ByteBuffer abData = Hex.bytes(PADDED).put(index, (byte) value);
            assertEquals(sound.test(value) ? ACCEPTED : expected, verdict(abData), field + " " + value);
        }
    }

    @Test
    void everyShorterStructureIsRefusedAndNothingIsThrown() {
        ByteBuffer whole = Hex.bytes(PADDED);
        for (int length = 0; length < whole.limit(); length++) {
            ByteBuffer cut = whole.slice(0, length);
            boolean fieldsComplete = length >= PinVerification.PREFIX;
            // The header alone is a command of its own, which leaves no data for the frame of 8 bytes to lie in.
            int expected = length == PinVerification.PREFIX + 4 ? 13 : 25;
            assertEquals(fieldsComplete, PinVerification.parse(cut).isPresent());
            if (fieldsComplete) {
                assertEquals(expected, verdict(cut), length + " bytes");
            }
        }
    }

    @Test
    void everyLengthOfDataThatItsLcTellsIsTaken() {
        for (int length = 1; length <= 255; length++) {
            ByteBuffer abData = ByteBuffer.allocate(20 + length)
                    .put(Hex.bytes("00 00 82 00 00 FF01 02 01 0904 00 000000 00 20 00 81"))
                    .put((byte) length)
                    .rewind();
            VerifyTemplate template = template(abData);
            assertEquals(Math.min(length, 127), template.max());
            assertEquals(length, template.dataLength(1));
        }
    }

    @Test
    void theTemplateOutlivesThePcsBuffer() {
        ByteBuffer abData = Hex.bytes(PADDED);
        VerifyTemplate template = template(abData);
        for (int i = 0; i < abData.limit(); i++) {
            abData.put(i, (byte) 0x55);
        }
        assertEquals("00200081", Hex.text(template.header()));
        assertEquals("FFFFFFFFFFFFFFFF", Hex.text(template.padding()));
        assertEquals(0x81, template.reference());
    }

    private static VerifyTemplate template(ByteBuffer abData) {
        VerifyTemplate.Checked checked =
                VerifyTemplate.check(PinVerification.parse(abData).orElseThrow());
        return ((VerifyTemplate.Checked.Accepted) checked).template();
    }

    private static int verdict(ByteBuffer abData) {
        VerifyTemplate.Checked checked =
                VerifyTemplate.check(PinVerification.parse(abData).orElseThrow());
        assertNotNull(checked);
        return checked instanceof VerifyTemplate.Checked.Refused refused ? refused.offset() : ACCEPTED;
    }

    /** {@code 00-07 FF}: hexadecimal values and ranges. */
    private static IntPredicate ranges(String text) {
        return IntStream.rangeClosed(0, 255)
                .filter(value -> java.util.Arrays.stream(text.split(" ")).anyMatch(range -> {
                    String[] ends = range.split("-");
                    return value >= Integer.parseInt(ends[0], 16)
                            && value <= Integer.parseInt(ends[ends.length - 1], 16);
                }))
                .boxed()
                .toList()::contains;
    }
}
