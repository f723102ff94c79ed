// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScardCodeTest {

    /** A LONG of 8 bytes may hold the code with or without the sign of its 32 bits. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0x00000000, S_SUCCESS",
        "0x80100002, E_CANCELLED",
        "0x8010000B, E_SHARING_VIOLATION",
        "0x8010000C, E_NO_SMARTCARD",
        "0x80100016, E_NOT_TRANSACTED",
        "0x80100017, E_READER_UNAVAILABLE",
        "0x8010001D, E_NO_SERVICE",
        "0x8010002E, E_NO_READERS_AVAILABLE",
        "0x80100069, W_REMOVED_CARD",
        "0xFFFFFFFF80100069, W_REMOVED_CARD",
        "0x80100099, F_UNKNOWN_ERROR",
        "0x00000005, F_UNKNOWN_ERROR",
    })
    void a_number_is_named(String number, ScardCode code) {
        assertSame(code, ScardCode.of(Long.parseUnsignedLong(number.substring(2), 16)));
    }

    @ParameterizedTest
    @EnumSource
    void each_has_a_number_and_words_for_the_middle_of_a_sentence(ScardCode code) {
        assertSame(code, ScardCode.of(code.number()));
        assertTrue(code.meaning().matches("(the |a?n? ?|PC/SC)?[^.]*[^.\\s]"), code.meaning());
    }

    @Test
    void a_list_of_readers_ends_with_an_empty_name() {
        byte[] multiString = "One 00 00\0Zwölf\0\0rest".getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("One 00 00", "Zwölf"), PcscLite.names(multiString, multiString.length - 4));
        assertEquals(List.of(), PcscLite.names(new byte[] {0}, 1));
    }
}
