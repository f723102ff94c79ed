// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.display.CardApplication;

/** Which application the display may name: it is known from SELECT, or it is not known. */
class SelectedApplicationTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "OpenPGP by six bytes,        00A4040006D27600012401,                       9000, OPENPGP",
        "with Le,                     00A4040006D2760001240100,                     9000, OPENPGP",
        "OpenPGP by its whole AID,    00A4040010D2760001240103040006000000010000,   9000, OPENPGP",
        "without FCI,                 00A4040C06D27600012401,                       9000, OPENPGP",
        "by the RID alone,            00A4040005D276000124,                         9000, OPENPGP",
        "PIV,                         00A404000BA000000308000010000100,             9000, PIV",
        "GET RESPONSE is due,         00A4040006D27600012401,                       6115, OPENPGP",
        "terminated application,      00A4040006D27600012401,                       6285, OPENPGP",
        "another application,         00A4040007A0000000031010,                     9000, UNKNOWN",
        "OpenPGP's sibling,           00A4040006D27600012402,                       9000, UNKNOWN",
        "too short for a name,        00A4040004D2760001,                           9000, UNKNOWN",
        "a name that is cut off,      00A4040010D27600012401,                       9000, OPENPGP",
        "the master file,             00A40000023F00,                               9000, UNKNOWN",
        "the master file unnamed,     00A40000,                                     9000, UNKNOWN",
        "by a path,                   00A4080C02DF01,                               9000, UNKNOWN",
        "the next with this name,     00A4040206D27600012401,                       9000, UNKNOWN",
        "extended length,             00A40400000006D27600012401,                   9000, UNKNOWN",
        "under secure messaging,      0CA4040006D27600012401,                       9000, UNKNOWN",
        "a class of its own,          80A4040006D27600012401,                       9000, UNKNOWN"
    })
    void afterPivASelectionSays(String how, String command, String statusWord, CardApplication expected) {
        assertEquals(expected, afterPiv(command, statusWord));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "not found,              00A4040006D27600012401, 6A82",
        "not now,                00A4040006D27600012401, 6985",
        "on logical channel 1,   01A4040006D27600012401, 9000",
        "on logical channel 3,   03A4040006D27600012401, 9000",
        "another command,        00CA006E00,             9000",
        "shortest command,       00B00000,               9000"
    })
    void otherwiseItStays(String how, String command, String statusWord) {
        assertEquals(CardApplication.PIV, afterPiv(command, statusWord));
    }

    private static CardApplication afterPiv(String command, String statusWord) {
        SelectedApplication selected = new SelectedApplication();
        assertEquals(CardApplication.UNKNOWN, selected.current());
        selected.follow(SessionRig.command("00A4040009A00000030800001000"), 0x9000);
        assertEquals(CardApplication.PIV, selected.current());
        selected.follow(SessionRig.command(command), Integer.parseInt(statusWord, 16));
        return selected.current();
    }
}
