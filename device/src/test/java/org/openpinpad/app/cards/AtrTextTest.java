// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads of an answer to reset. */
class AtrTextTest {

    private static List<String> of(String hex) {
        return AtrText.of(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    @Test
    void an_OpenPGP_card() {
        assertEquals(
                List.of(
                        "direct convention; offers T=1",
                        "speed F=372 D=12: 154838 bit/s at 4.8 MHz, clock up to 5.0 MHz; shortest distance of characters",
                        "T=1: blocks of 254 bytes with LRC; waits 9523 ms for a block, 43 etu for a character",
                        "voltage 5 V, 3 V; clock must not stop",
                        "historical bytes 00 31 C5 73 C0 01 40 00 90 00",
                        "card services: applications by full name, applications by partial name, no master file",
                        "card capabilities: selects by full name, partial name; extended lengths; one logical channel",
                        "life cycle not said, status word 9000"),
                of("3B DA 18 FF 81 B1 FE 75 1F 03 00 31 C5 73 C0 01 40 00 90 00 0C"));
    }

    @Test
    void a_YubiKey_whose_historical_bytes_are_text() {
        assertEquals(
                List.of(
                        "direct convention; offers T=1",
                        "speed F=372 D=4: 51612 bit/s at 4.8 MHz, clock up to 5.0 MHz",
                        "T=1: blocks of 254 bytes with LRC; waits 149 ms for a block, 43 etu for a character",
                        "voltage not said; clock must not stop",
                        "historical bytes 59 75 62 69 6B 65 79 34 \"Yubikey4\""),
                of("3B F8 13 00 00 81 31 FE 15 59 75 62 69 6B 65 79 34 D4"));
    }

    @Test
    void an_old_card_of_the_inverse_convention() {
        assertEquals(
                List.of(
                        "inverse convention; offers T=0",
                        "speed F=372 D=1: 12903 bit/s at 4.8 MHz, clock up to 5.0 MHz",
                        "T=0: waits 744 ms at most for a character",
                        "voltage not said; clock must not stop",
                        "asks for a programming voltage, as cards before 2006 did; no reader gives one",
                        "historical bytes 52 09 6A 90 00"),
                of("3F 65 25 00 52 09 6A 90 00"));
    }

    @Test
    void what_is_wrong_comes_first() {
        assertEquals(
                "not well formed: its check byte TCK does not fit its other bytes",
                of("3B 80 01 80").get(0));
        assertEquals(List.of("not well formed: its first byte is neither 3B nor 3F"), of("00 00"));
    }
}
