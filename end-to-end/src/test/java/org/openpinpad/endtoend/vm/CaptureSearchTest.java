// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search must find every form that it is there to exclude. */
class CaptureSearchTest {
    private static final int OUT = 0x02;
    private static final int IN = 0x81;

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
        return new CaptureSearch(pcap.duplicate().flip());
    }

    private void urb(int endpoint, String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        pcap.putLong(0).putInt(64 + data.length).putInt(64 + data.length);
        pcap.putLong(0).put((byte) 'S').put((byte) 3).put((byte) endpoint).put((byte) 5);
        pcap.putShort((short) 1).position(pcap.position() + 50);
        pcap.put(data);
    }
}
