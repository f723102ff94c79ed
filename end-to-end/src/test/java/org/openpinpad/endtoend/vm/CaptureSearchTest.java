// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search must find every form that it is there to exclude. */
class CaptureSearchTest {
    private static final int OUT = 0x02;
    private static final int IN = 0x81;
    private static final int FILE_HEADER = 24;

    private final ByteBuffer pcap = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

    CaptureSearchTest() {
        pcap.putInt(0xa1b2c3d4).putInt(0x00040002).putLong(0).putInt(262144).putInt(220);
    }

    @ParameterizedTest
    @CsvSource({
        "ff313233343536ff, ASCII",
        "363534333231, ASCII backwards",
        "31003200330034003500360000, UTF-16",
        "010203040506, raw digits",
        "333133323333333433353336, ASCII hexadecimal",
        "26123456ffffffff, BCD;ISO 9564 format 2 block",
        "0f12345600, BCD",
        "f123456f, BCD",
        "214365, BCD with nibbles swapped",
        "36003500340033003200310000, UTF-16 backwards",
        "310000003200000033000000340000003500000036, UTF-32",
        "060504030201, raw digits backwards",
        "303130323033303430353036, raw hexadecimal",
        "363534333231363534333231, ASCII backwards",
        "0f65432100, BCD backwards",
        "f654321f, BCD backwards",
        "0001e240, binary number",
        "40e20100, binary number backwards",
    })
    void findsThePinInEveryForm(String hex, String form) throws IOException {
        urb(OUT, hex);
        List<String> expected = Stream.of(form.split(";", -1))
                .map(name -> name + " on endpoint 02")
                .toList();
        assertEquals(expected, search().find("123456"));
    }

    @Test
    void findsDigitsThatCameOneByOne() throws IOException {
        for (String digit : List.of("31", "32", "33", "34", "35", "36")) {
            urb(IN, digit);
            urb(OUT, "00");
        }
        assertEquals(List.of("ASCII on endpoint 81"), search().find("123456"));
    }

    @ParameterizedTest
    @CsvSource({"1c, binary number", "00001c, binary number"})
    void findsALongPinAsANumberHoweverManyBytesItHas(String before, String form) throws IOException {
        urb(OUT, before + "be991a14"); // 123456789012 is 1cbe991a14 hexadecimal
        assertEquals(List.of(form + " on endpoint 02"), search().find("123456789012"));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 3", "2, 1", "10, 0", "10, 2", "256, 3"})
    void findsNineDigitsAtAnyDistance(int distance, int first) throws IOException {
        String pin = "271828182845";
        byte[] carrier = new byte[distance * 9];
        Arrays.fill(carrier, (byte) 0xee);
        for (int i = 0; i < 9; i++) {
            carrier[i * distance] = (byte) (pin.charAt(first + i) - '0');
        }
        strided(carrier, pin, "digits as numbers at a distance of " + distance);
        for (int i = 0; i < 9; i++) {
            carrier[i * distance] = (byte) pin.charAt(first + i);
        }
        strided(carrier, pin, "digits as ASCII at a distance of " + distance);
    }

    private void strided(byte[] carrier, String pin, String form) throws IOException {
        String reversed = new StringBuilder(pin).reverse().toString();
        pcap.position(FILE_HEADER);
        urb(IN, HexFormat.of().formatHex(carrier));
        assertEquals(List.of(form + " on endpoint 81"), search().find(pin));
        assertEquals(List.of(form + " backwards on endpoint 81"), search().find(reversed));
    }

    @Test
    void findsADigitInEachTimeExtension() throws IOException {
        for (char digit : "271828182845".toCharArray()) {
            urb(IN, "8000000000000580" + "3" + digit + "00");
        }
        assertEquals(List.of("digits as ASCII at a distance of 10 on endpoint 81"), search().find("271828182845"));
    }

    @Test
    void eightDigitsApartAreNoFinding() throws IOException {
        urb(IN, "02ee07ee01ee08ee02ee08ee01ee08");
        assertEquals(List.of(), search().find("271828182845"));
    }

    @Test
    void aFileWithAPlantedPinDoesNotPass(@TempDir Path folder) throws IOException {
        urb(OUT, "69010000000000000000ff");
        urb(IN, "80020000000005000000" + "9000");
        Path file = folder.resolve("wire.pcap");
        Files.write(file, written());
        assertTrue(CaptureSearch.passes(file.toString(), List.of("271828182845", "314159265358")));

        urb(IN, "80060000000005000000" + "314159265358");
        Files.write(file, written());
        assertFalse(CaptureSearch.passes(file.toString(), List.of("271828182845", "314159265358")));
    }

    @Test
    void aFileWithoutAPinEntryDoesNotPass(@TempDir Path folder) throws IOException {
        urb(OUT, "6f010000000000000000ff");
        Path file = folder.resolve("wire.pcap");
        Files.write(file, written());
        assertFalse(CaptureSearch.passes(file.toString(), List.of("271828182845")));
    }

    @Test
    void findsNothingInOtherDigits() throws IOException {
        urb(OUT, "313233343537");
        urb(OUT, "123465");
        assertEquals(List.of(), search().find("123456"));
    }

    @Test
    void countsSecureMessagesToTheReaderOnly() throws IOException {
        urb(OUT, "69010000000000000000ff");
        urb(IN, "69010000000000000000ff");
        urb(OUT, "6f010000000000000000ff");
        assertEquals(1, search().secures());
    }

    @Test
    void refusesACaptureThatWasCutOff() {
        urb(OUT, "00112233");
        pcap.position(pcap.position() - 1);
        assertThrows(IOException.class, this::search);
    }

    private CaptureSearch search() throws IOException {
        return new CaptureSearch(UsbmonCapture.read(pcap.duplicate().flip()));
    }

    private byte[] written() {
        return Arrays.copyOf(pcap.array(), pcap.position());
    }

    private void urb(int endpoint, String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        pcap.putLong(0).putInt(64 + data.length).putInt(64 + data.length);
        pcap.putLong(0).put((byte) 'S').put((byte) 3).put((byte) endpoint).put((byte) 5);
        pcap.putShort((short) 1).position(pcap.position() + 50);
        pcap.put(data);
    }
}
