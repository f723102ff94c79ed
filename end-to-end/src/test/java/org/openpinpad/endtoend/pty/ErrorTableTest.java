// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How each ending of an entry comes out of unmodified pcscd and libccid for a program that uses PC/SC itself, and how OpenSC
 * and GnuPG understand a time-out, the one ending that their other tests leave out. Texts of the other endings are in {@link
 * OpenScPinTest}, {@link OpenScChangePinTest} and {@link GnuPgTest}.
 */
class ErrorTableTest extends PluggedIn {

    /** Two seconds, 6 to 32 digits, the key validates, no padding. */
    private static final String VERIFY_82 =
            "0200" + "820000" + "2006" + "0201090400" + "000000" + "05000000" + "0020008200";

    private static final String VERIFY_82_PADDED_TO_8 =
            "0200" + "820000" + "2006" + "0201090400" + "000000" + "0D000000" + "0020008208FFFFFFFFFFFFFFFF";

    /** Two seconds for each PIN, 6 to 32 digits, old, new and repeated. */
    private static final String CHANGE_81 =
            "0200" + "8200000000" + "2006" + "0302030904000102" + "000000" + "05000000" + "0024008100";

    private static final String READ_BINARY =
            "0200" + "820000" + "2006" + "0201090400" + "000000" + "05000000" + "00B0000000";

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "123456O, 9000, PIN correct",
        "12X,     6401, Cancelled",
        "12,      6400, Timed out",
        "12OO,    6403, PIN too short: At least 6 digits",
        "111111O, 63C2, Wrong PIN: 2 tries left",
    })
    void aVerificationEndsFor(String keys, String statusWord, String display) throws Exception {
        HostProgram program = partTen("VERIFY", VERIFY_82);
        reader.whenAskedFor("PIN (82)", keys);
        assertEquals("answer " + statusWord, program.endsWith(0).strip());
        reader.shows(display);
    }

    @Test
    void aPinThatIsTooLongForItsCommandIs6403AndCostsNoTry() throws Exception {
        HostProgram program = partTen("VERIFY", VERIFY_82_PADDED_TO_8);
        reader.whenAskedFor("PIN (82)", "123456789OO");
        assertEquals("answer 6403", program.endsWith(0).strip());
        reader.shows("PIN too long: At most 8 digits");
        String tries = run("opensc-tool", "-s", "00A4040006D27600012401", "-s", "00200082");
        assertTrue(tries.contains("SW1=0x63, SW2=0xC3"), tries);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "123456O, 654321O, 654321O, 9000, PIN changed",
        "123456O, 654321O, 654322O, 6402, New PINs differ",
        "111111O, 654321O, 654321O, 63C2, Wrong PIN: 2 tries left",
        "123456O, 654321O, 6X,      6401, Cancelled",
        "123456O, 654321O, 6,       6400, Timed out",
    })
    void aChangeEndsFor(String old, String fresh, String repeated, String statusWord, String display) throws Exception {
        HostProgram program = partTen("MODIFY", CHANGE_81);
        reader.whenShown("Old PIN", old);
        reader.whenShown("New PIN", fresh);
        reader.whenShown("Repeat PIN", repeated);
        assertEquals("answer " + statusWord, program.endsWith(0).strip());
        reader.shows(display);
    }

    @Test
    void aBlockedPinIs6983() throws Exception {
        for (String left : new String[] {"2 tries left", "1 try left", "No tries left"}) {
            HostProgram wrong = partTen("VERIFY", VERIFY_82);
            reader.whenAskedFor("PIN (82)", "111111O");
            reader.shows(left);
            wrong.endsWith(0);
        }
        HostProgram program = partTen("VERIFY", VERIFY_82);
        reader.whenAskedFor("PIN (82)", "123456O");
        assertEquals("answer 6983", program.endsWith(0).strip());
    }

    /** Any other bError becomes one error of PC/SC; the user hears why. */
    @Test
    void aRefusedTemplateIsNotTransacted() throws Exception {
        HostProgram program = partTen("VERIFY", READ_BINARY);
        assertEquals("failed SCARD_E_NOT_TRANSACTED", program.endsWith(0).strip());
        reader.shows("Refused: The PC wanted your PIN in a command that takes no PIN.");
    }

    @Test
    void pkcs11TakesATimeOutForACancel() throws Exception {
        DebianPackages.pkcs11Module();
        HostProgram login = start("pkcs11-tool", "--login", "-O");
        reader.whenAskedFor("PIN (82)", "12");
        String output = login.endsWith(1);
        assertTrue(output.contains("CKR_FUNCTION_CANCELED"), output);
        reader.shows("Timed out");
    }

    private HostProgram partTen(String feature, String structure) throws Exception {
        return start(
                JavaProgram.command(PartTen.class.getName(), feature, structure).toArray(String[]::new));
    }
}
