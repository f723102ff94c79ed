// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribeTest {

    private final Describe describe = new Describe();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    62 00000000 00 05 00 0000 | → IccPowerOn seq 5
                    65 00000000 01 05 00 0000 | → GetSlotStatus slot 1 seq 5
                    6F 0B000000 00 05 00 0000 00A4040006D27600012401 | → XfrBlock seq 5, 11 bytes: SELECT 00A40400 D27600012401
                    6F 0C000000 00 05 00 0000 00A4040006D2760001240100 | → XfrBlock seq 5, 12 bytes: SELECT 00A40400 D27600012401
                    6F 05000000 00 06 00 0000 00CA006E00 | → XfrBlock seq 6, 5 bytes: GET DATA 00CA006E
                    6F 0B000000 00 07 00 0000 0020008106313233343536 | → XfrBlock seq 7, 11 bytes: VERIFY 00200081
                    6F 04000000 00 07 00 0000 80123456 | → XfrBlock seq 7, 4 bytes: 80123456
                    6F 07000000 00 07 00 0000 00A40400FFD276 | → XfrBlock seq 7, 7 bytes: SELECT 00A40400
                    6F 01000000 00 07 00 0000 00 | → XfrBlock seq 7, 1 byte: no APDU
                    6F 04000000 00 07 00 0100 00200081 | → XfrBlock seq 7, 4 bytes: VERIFY 00200081 (to be continued)
                    6F 04000000 00 07 00 0200 31323334 | → XfrBlock seq 7, 4 bytes (end)
                    6F 00000000 00 07 00 1000 | → XfrBlock seq 7, 0 bytes (next block, please)
                    69 14000000 00 08 00 0000 00 1E 82 00 00 0806 02 01 0904 00 000000 0020008100 | → Secure seq 8, 20 bytes: verify PIN by VERIFY 00200081
                    69 16000000 00 08 00 0000 01 1E 82 00 00 0000 0806 03 02 00 0904 00 000000 00240081 | → Secure seq 8, 22 bytes: modify PIN by CHANGE REFERENCE DATA 00240081
                    69 01000000 00 08 00 0000 04 | → Secure seq 8, 1 byte: cancel PIN
                    69 00000000 00 08 00 0000 | → Secure seq 8, 0 bytes: PIN operation -1
                    72 00000000 00 08 00 0000 | → Abort seq 8
                    99 00000000 00 09 00 0000 | → malformed 99 seq 9: command not supported
                    6F 05000000 00 09 00 0000 00 | → malformed 6F seq 9: bad field at offset 1
                    6F | → malformed 6F seq 0: bad field at offset 1
                    """)
    void commandShowsItsHeaderAndNoSecret(String message, String line) {
        assertEquals(line, describe.toReader(hex(message)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    80 02000000 00 05 00 00 00 9000 | ← DataBlock seq 5 9000
                    80 04000000 00 05 00 00 00 6F009000 | ← DataBlock seq 5, 4 bytes: 9000
                    80 01000000 00 05 00 00 00 6F | ← DataBlock seq 5, 1 byte
                    80 04000000 00 05 00 00 01 6F009000 | ← DataBlock seq 5, 4 bytes (to be continued)
                    80 00000000 00 05 00 00 10 | ← DataBlock seq 5, 0 bytes (next block, please)
                    80 00000000 00 05 80 01 00 | ← DataBlock seq 5 time extension
                    80 00000000 00 05 40 EF 00 | ← DataBlock seq 5 failed: PIN entry cancelled
                    81 00000000 00 06 02 00 00 | ← SlotStatus seq 6 card absent
                    82 05000000 00 06 00 00 00 1100000A00 | ← Parameters seq 6, 5 bytes
                    81 01000000 00 06 02 00 00 | ← malformed 81 seq 6, 10 bytes
                    """)
    void answerShowsItsOutcome(String message, String line) {
        assertEquals(line, describe.toPc(hex(message)));
    }

    @Test
    void answerToPowerOnIsAnAtr() {
        describe.toReader(hex("62 00000000 00 05 00 0000"));
        assertEquals("← DataBlock seq 5 ATR 3B00", describe.toPc(hex("80 02000000 00 05 00 00 00 3B00")));
        describe.toReader(hex("6F 05000000 00 05 00 0000 00CA006E00"));
        assertEquals("← DataBlock seq 5 3B00", describe.toPc(hex("80 02000000 00 05 00 00 00 3B00")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5003 | ← NotifySlotChange: card present, changed
                    5002 | ← NotifySlotChange: card absent, changed
                    51000501 | ← HardwareError seq 5, code 1
                    77 | ← unknown notification of 1 bytes
                    """)
    void notificationShowsTheCard(String message, String line) {
        assertEquals(line, describe.notification(hex(message)));
    }

    private static ByteBuffer hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
    }
}
