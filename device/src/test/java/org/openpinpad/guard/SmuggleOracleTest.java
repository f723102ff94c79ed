// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.guard.SmuggleOracle.Trick;

/** The oracle sees a PIN where there is one, when no filter is in front of it: each trick is alive. */
class SmuggleOracleTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "LAST_HEADER,          10D600000431323334 00B0000000 00200081",
        "FIRST_HEADER,         10200081 00D600000431323334",
        "ENVELOPE,             00C2000009002000810431323334",
        "SPLIT_AT_P3,          0020008104 31323334",
        "TRAILING_BYTES,       00D6000001AA002000810431323334",
        "PUT_DATA,             00DA00D3083132333435363738",
        "PUT_DATA,             00DB3FFF0AD3083132333435363738",
        "CHAINED_PUT_DATA,     10DA0101083132333435363738 00DA00D3",
        "CHAINED_ENVELOPE,     10DA010109002000810431323334 00C20000",
        "ENVELOPES_JOINED,     00C200000400200081 00C20000050431323334 00C20000",
        "SPLIT_OTHERS,         00DA00D304 31323334",
        "STUBBORN_CHAIN,       10D600000431323334 01D600000100 00200081",
        "EXTENDED_IN_THE_RAW,  00D60000000020008104313233340000000000000000000000000000000000000000000000000000"
    })
    void findsIt(Trick trick, String commands) {
        assertEquals(true, finds(EnumSet.allOf(Trick.class), commands));
        assertEquals(false, finds(EnumSet.complementOf(EnumSet.of(trick)), commands), "by this trick alone");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"00200081", "0020008100", "10D600000431323334 00D600000100 00200081", "00DA005B0431323334"})
    void findsNothingIn(String commands) {
        assertEquals(false, finds(SmuggleOracle.WITHSTOOD, commands));
    }

    private static boolean finds(Set<Trick> tricks, String commands) {
        SmuggleOracle oracle = new SmuggleOracle(tricks);
        boolean found = false;
        for (String command : commands.split(" ")) {
            found |= oracle.gets(Table.bytes(command), 0x9000).isPresent();
        }
        return found;
    }
}
