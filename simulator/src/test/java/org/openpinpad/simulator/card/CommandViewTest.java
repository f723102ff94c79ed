// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandViewTest {

    private static ByteBuffer buffer(String hex) {
        // An offset that is not 0 shows a view that forgets the position.
        byte[] bytes = HexFormat.of().parseHex("ffff" + hex);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().position(2);
    }

    @ParameterizedTest(name = "case {0}: {1}")
    @CsvSource({
        "1,  00200081,             '',     0",
        "2S, 00ca006e05,           '',     5",
        "2S, 00ca006e00,           '',     256",
        "3S, 002000810231 32,      3132,   0",
        "4S, 002a9e9a01aa10,       aa,     16",
        "4S, 002a9e9a01aa00,       aa,     256",
        "2E, 00ca006e000100,       '',     256",
        "2E, 00ca006e000000,       '',     65536",
        "3E, 00da005b000003414243, 414243, 0",
        "4E, 002a9e9a000001aa0102, aa,     258",
        "4E, 002a9e9a000001aa0000, aa,     65536",
    })
    void theSevenCases(String name, String hex, String body, int ne) {
        CommandView view = new CommandView();
        assertTrue(view.parse(buffer(hex.replace(" ", ""))));
        assertArrayEquals(HexFormat.of().parseHex(body), view.copyBody());
        assertEquals(ne, view.ne());
        assertEquals(name.endsWith("E"), view.extended());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "002000",
                "00200081023132 3334",
                "0020008103 3132",
                "002000810031",
                "00200081000000 3132",
                "0020008100000331",
                "00200081000001 31 00"
            })
    void lengthsThatAgreeWithNoCaseAreRefused(String hex) {
        assertFalse(new CommandView().parse(buffer(hex.replace(" ", ""))));
    }
}
