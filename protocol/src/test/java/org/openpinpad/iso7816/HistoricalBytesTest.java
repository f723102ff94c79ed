// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Historical bytes taken apart by hand (ISO/IEC 7816-4 §12.1.1). Objects are written TAG:VALUE, the status LIFECYCLE/SW. */
class HistoricalBytesTest {

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "'', NONE, '', none, true",
        "80, OBJECTS, '', none, true",
        "80 31 C5 73 C0 01 40, OBJECTS, 3:C5 7:C00140, none, true",
        "80 31 C5 81 05, OBJECTS, 3:C5, 05/-, true",
        "80 82 90 00, OBJECTS, '', -/9000, true",
        "80 83 07 90 00, OBJECTS, '', 07/9000, true",
        "80 84 07 90 00 00, OBJECTS, '', none, true",
        "80 80, OBJECTS, '', none, true",
        "80 00 F2 A0 01, OBJECTS, 0: 15:A001, none, true",
        "80 31, OBJECTS, '', none, false",
        "80 31 C5 73 C0 01, OBJECTS, 3:C5, none, false",
        "00 31 C5 73 C0 01 40 00 90 00, STATUS_BEHIND, 3:C5 7:C00140, 00/9000, true",
        "00 12 23 3F 53 65 49 44 0F 90 00, STATUS_BEHIND, 1:233F 5:654944, 0F/9000, true",
        "00 05 90 00, STATUS_BEHIND, '', 05/9000, true",
        "00 90 00, STATUS_BEHIND, '', none, false",
        "00 73 C0 01 00 90 00, STATUS_BEHIND, '', 00/9000, false",
        "10 05, DIR_REFERENCE, '', none, true",
        "10, DIR_REFERENCE, '', none, false",
        "81 31 C5, RESERVED, '', none, true",
        "8F, RESERVED, '', none, true",
        "90 00, PROPRIETARY, '', none, true",
        "59 75 62, PROPRIETARY, '', none, true",
    })
    void each_form_is_read(String bytes, HistoricalBytes.Form form, String objects, String status, boolean whole) {
        HistoricalBytes read = HistoricalBytes.of(hex(bytes));
        assertEquals(form, read.form());
        assertEquals(objects, objects(read));
        assertEquals(status, read.status().map(HistoricalBytesTest::status).orElse("none"));
        assertEquals(whole, read.whole());
    }

    @Test
    void an_object_is_found_by_its_tag_and_bytes_before_and_behind_are_none_of_them() {
        ByteBuffer slice = hex("FF 80 31 C5 FF").position(1).limit(4);
        HistoricalBytes read = HistoricalBytes.of(slice);
        assertEquals(Optional.of(hex("C5")), read.value(HistoricalBytes.CARD_SERVICE_DATA));
        assertEquals(Optional.empty(), read.value(HistoricalBytes.CARD_CAPABILITIES));
        assertEquals(3, slice.remaining());
    }

    @Test
    void no_bytes_throw() {
        Random random = new Random(12);
        byte[] starts = {0, 0x10, (byte) 0x80, (byte) 0x81, 0x55};
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(15)];
            random.nextBytes(bytes);
            bytes[0] = starts[i % starts.length];
            HistoricalBytes read = HistoricalBytes.of(ByteBuffer.wrap(bytes));
            int used = read.objects().stream()
                    .mapToInt(object -> 1 + object.value().remaining())
                    .sum();
            assertEquals(true, used < bytes.length);
        }
    }

    private static String objects(HistoricalBytes read) {
        return read.objects().stream()
                .map(object -> object.tag() + ":" + hex(object.value()))
                .collect(Collectors.joining(" "));
    }

    private static String status(HistoricalBytes.Status status) {
        String lifeCycle = status.lifeCycle() == Atr.NO_BYTE ? "-" : String.format("%02X", status.lifeCycle());
        String word = status.statusWord() == Atr.NO_BYTE ? "-" : String.format("%04X", status.statusWord());
        return lifeCycle + "/" + word;
    }
}
