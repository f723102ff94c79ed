// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinResultTest {

    @ParameterizedTest
    @CsvSource({
        "9000, The card accepted the PIN.",
        "63C2, 'Wrong PIN, 2 tries left.'",
        "63C1, 'Wrong PIN, 1 try left.'",
        "63C0, The PIN is blocked: no tries are left.",
        "6300, Wrong PIN.",
        "6982, Wrong PIN.",
        "6983, The PIN is blocked: no tries are left.",
        "6984, The PIN is blocked: no tries are left.",
        "6400, Nobody completed the PIN entry in time.",
        "6401, The PIN entry was cancelled.",
        "6402, The two new PINs were not the same.",
        "6403, The PIN was shorter or longer than allowed.",
        "6404, The reader refused: its firewall does not let this command pass.",
        "6B80, The reader refused: a field of the PIN block is not to its liking.",
        "6A88, The card answered VERIFY with status 6A88.",
        "0000, The card answered VERIFY with status 0000.",
    })
    void statusWordsMeanWhatTheStandardsSay(String sw, String sentence) {
        assertEquals(sentence, PinResult.ofStatusWord(Integer.parseInt(sw, 16)).describe());
    }

    @Test
    void fifteenTriesAreTold() {
        assertEquals(new PinResult.Wrong(OptionalInt.of(15)), PinResult.ofStatusWord(0x63CF));
    }
}
