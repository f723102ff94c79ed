// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.display.CardApplication;

/** How many tries the display may tell: what the card has said by itself, or nothing. */
class KnownTriesTest {

    /** Password status bytes in the application related data of an OpenPGP card: PW1 2 tries, resetting code 0, PW3 3. */
    private static final String STATUS = "C40701202020020003";

    private final KnownTries tries = new KnownTries();

    private void follow(CardApplication application, String command, String data, String statusWord) {
        tries.follow(
                application,
                SessionRig.command(command),
                ByteBuffer.wrap(HexFormat.of().parseHex(data)),
                Integer.parseInt(statusWord, 16));
    }

    private static String text(OptionalInt count) {
        return count.isPresent() ? "" + count.getAsInt() : "unknown";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "asked without a PIN,        00200080,                 63C2, 2",
        "asked with P3 = 0,          0020008000,               63C0, 0",
        "wrong PIN from the pad,     0020008008FFFFFFFFFFFFFFFF, 63C1, 1",
        "blocked,                    0020008008FFFFFFFFFFFFFFFF, 6983, 0",
        "wrong old PIN,              0024008010FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, 63C2, 2",
        "right PIN,                  0020008008FFFFFFFFFFFFFFFF, 9000, unknown",
        "unblocked,                  002C008010FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, 9000, unknown",
        "unblocking failed,          002C008010FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, 63C2, unknown",
        "another PIN,                0020008108FFFFFFFFFFFFFFFF, 63C1, 3",
        "on another channel,         0120008008FFFFFFFFFFFFFFFF, 63C1, unknown",
        "chained,                    1020008008FFFFFFFFFFFFFFFF, 9000, unknown",
        "under secure messaging,     0C20008008FFFFFFFFFFFFFFFF, 6988, unknown",
        "a class of its own,         8020008008FFFFFFFFFFFFFFFF, 63C1, unknown",
        "by data object,             00210080027F00,           63C1, unknown",
        "in an envelope,             00C20000020020,           9000, unknown",
        "turned off with a wrong PIN, 0026008008FFFFFFFFFFFFFFFF, 63C1, 1",
        "turned on with a wrong PIN, 0028008008FFFFFFFFFFFFFFFF, 63C0, 0",
        "a warning to READ BINARY,   00B0000000,               63C1, 3",
    })
    void afterThreeTriesAreKnown(String how, String command, String statusWord, String expected) {
        follow(CardApplication.PIV, "00200080", "", "63C3");
        follow(CardApplication.PIV, command, "", statusWord);
        assertEquals(expected, text(tries.of(0x80)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "alone,                     OPENPGP, 00CA00C400, 01202020020003,                     9000, 2, 3",
        "in application data,       OPENPGP, 00CA006E00, 6E0E4F01AA7309C40701202020020003,   9000, 2, 3",
        "lengths of two bytes,      OPENPGP, 00CA006E00, 6E810F4F01AA73810AC0010EC40701202020020003, 9000, unknown, unknown",
        "well formed two bytes,    OPENPGP, 00CA006E00, 6E81124F01AA73810CC0010EC40701202020020003, 9000, 2, 3",
        "cut off,                   OPENPGP, 00CA006E00, 6E0E4F01AA7309C407012020200200,     9000, unknown, unknown",
        "more than can be told,     OPENPGP, 00CA00C400, 012020201000FF,                     9000, unknown, unknown",
        "too short,                 OPENPGP, 00CA00C400, 012020200200,                       9000, unknown, unknown",
        "nothing,                   OPENPGP, 00CA00C400, '',                                 9000, unknown, unknown",
        "refused,                   OPENPGP, 00CA00C400, 01202020020003,                     6A88, unknown, unknown",
        "in parts,                  OPENPGP, 00CA006E00, 6E0E4F01AA7309C40701202020020003,   6110, unknown, unknown",
        "another application,       PIV,     00CA00C400, 01202020020003,                     9000, unknown, unknown",
        "another object,            OPENPGP, 00CA00C500, 01202020020003,                     9000, unknown, unknown",
    })
    void anOpenPgpCardTellsAllOfThem(
            String how,
            CardApplication application,
            String command,
            String data,
            String statusWord,
            String pw1,
            String pw3) {
        follow(application, command, data, statusWord);
        assertEquals(pw1, text(tries.of(0x81)));
        assertEquals(pw1, text(tries.of(0x82)));
        assertEquals(pw3, text(tries.of(0x83)));
    }

    @Test
    void theTwoReferencesOfAnOpenPgpPinAreOnePin() {
        follow(CardApplication.OPENPGP, "00CA00C400", STATUS.substring(4), "9000");
        follow(CardApplication.OPENPGP, "0020008206313131313131", "", "63C1");
        assertEquals("1", text(tries.of(0x81)));
        follow(CardApplication.OPENPGP, "0020008106313233343536", "", "9000");
        assertEquals("unknown", text(tries.of(0x82)));
        assertEquals("3", text(tries.of(0x83)));
    }

    @Test
    void forgetsAllAtOnce() {
        follow(CardApplication.PIV, "00200080", "", "63C3");
        tries.forget();
        assertEquals("unknown", text(tries.of(0x80)));
    }

    /** Every prefix, and every byte changed: a hostile card gets nothing but "unknown" or another count. */
    @Test
    void nothingThatACardSendsIsTooStrange() {
        byte[] sound = HexFormat.of().parseHex("6E81124F01AA73810CC0010EC40701202020020003");
        for (int length = 0; length < sound.length; length++) {
            follow(CardApplication.OPENPGP, "00CA006E00", HexFormat.of().formatHex(sound, 0, length), "9000");
        }
        for (int i = 0; i < sound.length; i++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = sound.clone();
                changed[i] = (byte) value;
                follow(CardApplication.OPENPGP, "00CA006E00", HexFormat.of().formatHex(changed), "9000");
            }
        }
        follow(CardApplication.OPENPGP, "00CA00C400", STATUS.substring(4), "9000");
        assertEquals("2", text(tries.of(0x81)));
    }
}
