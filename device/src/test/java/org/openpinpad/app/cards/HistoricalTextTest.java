// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads of the historical bytes, behind the line that shows them. */
class HistoricalTextTest {

    private static List<String> of(String hex) {
        return HistoricalText.of(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "80 31 C5 | card services: applications by full name, applications by partial name, no master file",
                "80 31 30 | card services: objects in EF.DIR, objects in EF.ATR",
                "80 31 00 | card services: none",
                "80 32 C5 00 | card service data C5 00",
                "80 71 F8 | card capabilities: selects by full name, partial name, path, file identifier, implicitly",
                "80 71 07 | card capabilities: selects by short file identifier, record number, record identifier",
                "80 71 00 | card capabilities: selects by nothing",
                "80 72 80 01 | card capabilities: selects by full name",
                "80 73 80 01 E0 | card capabilities: selects by full name; command chaining, extended lengths,"
                        + " extended lengths told in EF.ATR; one logical channel",
                "80 73 80 01 13 | card capabilities: selects by full name; short lengths only; 4 logical channels",
                "80 73 80 01 1F | card capabilities: selects by full name; short lengths only; 8 or more logical channels",
                "80 70 | card capabilities",
                "80 74 80 01 40 00 | card capabilities 80 01 40 00",
                "80 12 23 3F | country (ISO 3166-1) 23 3F",
                "80 22 49 87 | issuer's number (ISO/IEC 7812-1) 49 87",
                "80 41 01 | initial access data 01",
                "80 53 65 49 44 | card issuer's data 65 49 44",
                "80 62 A2 01 | pre-issuing data A2 01",
                "80 F2 A0 01 | application A0 01",
                "80 91 05 | object 9 without a known meaning: 05",
                "80 81 05 | life cycle operational, activated",
                "80 81 06 | life cycle operational, deactivated",
                "80 81 01 | life cycle creation",
                "80 81 03 | life cycle initialisation",
                "80 81 0F | life cycle termination",
                "80 81 02 | life cycle 02, reserved",
                "80 81 10 | life cycle 10, the maker's own",
                "80 82 6A 82 | status word 6A82",
                "00 07 90 00 | life cycle operational, activated, status word 9000",
                "10 05 | more about the card is in its EF.DIR",
                "81 05 | historical bytes of a form that the standard reserves",
                "80 31 | its historical bytes end before what they announce",
                "00 90 00 | its historical bytes end before what they announce",
            })
    void each_thing_is_said_in_a_line(String hex, String line) {
        assertEquals(
                List.of("historical bytes " + hex, line.strip()),
                of(hex).stream().map(String::strip).toList());
    }

    @Test
    void a_status_indicator_before_the_one_at_the_end_is_another_one() {
        assertEquals(
                List.of(
                        "historical bytes 00 81 05 07 90 00",
                        "another status indicator 05",
                        "life cycle operational, activated, status word 9000"),
                of("00 81 05 07 90 00"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'', no historical bytes",
        "59 75 62, historical bytes 59 75 62 \"Yub\"",
        "59 75 7F, historical bytes 59 75 7F",
        "59 75 E9, historical bytes 59 75 E9",
    })
    void the_makers_own_are_shown_as_they_are_and_as_text_if_they_are_some(String hex, String line) {
        assertEquals(List.of(line), of(hex));
    }
}
