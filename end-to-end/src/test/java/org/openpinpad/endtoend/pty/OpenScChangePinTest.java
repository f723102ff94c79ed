// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** pkcs15-tool has PINs changed at the reader, old, new and repeated, and understands how that ends. */
class OpenScChangePinTest extends PluggedIn {

    @ParameterizedTest
    @CsvSource({
        "01, signature PIN (81), 123456O, 654321O",
        "02, signature PIN (81), 123456O, 12345678901234567890O",
        "03, admin PIN (83), 12345678O, 87654321O",
    })
    void aChangedPinIsTheOneThatCounts(String id, String asked, String old, String fresh) throws Exception {
        HostProgram change = changePin(id);
        typeChange(asked, old, fresh, fresh);
        change.endsWith(0);
        reader.shows("PIN changed");

        fails(verifyPin(id), "PIN code or key incorrect", old, "Wrong PIN: 2 tries left");
        HostProgram verify = verifyPin(id);
        press(fresh);
        verify.endsWith(0);
        reader.shows("PIN correct");
        noPinIsInTheLog(old, fresh);
    }

    @ParameterizedTest
    @CsvSource({
        "123456O, 654321O, 654312O, 2, PIN code change failed: The two PINs did not match, New PINs differ",
        "111111O, 654321O, 654321O, 3, PIN code incorrect; tries left: 2, Wrong PIN: 2 tries left",
        "123456O, 654OO, '', 2, PIN code change failed: Invalid PIN length, PIN too short: At least 6 digits",
        "123456O, 654321O, 6543X, 2, PIN code change failed: Input operation cancelled by user, Cancelled",
    })
    void aChangeFailsWith(String old, String fresh, String repeated, int code, String reason, String display)
            throws Exception {
        HostProgram change = changePin("01");
        typeChange("signature PIN (81)", old, fresh, repeated);
        String output = change.endsWith(code);
        assertTrue(output.contains(reason), output);
        reader.shows(display);
        HostProgram verify = verifyPin("01");
        press("123456O");
        verify.endsWith(0);
    }

    private HostProgram changePin(String id) throws Exception {
        return start("pkcs15-tool", "--change-pin", "--use-pinpad", "--auth-id", id);
    }

    private HostProgram verifyPin(String id) throws Exception {
        return start("pkcs15-tool", "--verify-pin", "--use-pinpad", "--auth-id", id);
    }

    private void press(String keys) throws Exception {
        reader.whenShown("Enter PIN: OpenPGP", keys);
    }

    private void typeChange(String asked, String old, String fresh, String repeated) throws Exception {
        reader.whenShown("Old PIN: OpenPGP change " + asked, old);
        reader.whenShown("New PIN: OpenPGP change " + asked, fresh);
        if (!repeated.isEmpty()) {
            reader.whenShown("Repeat PIN: OpenPGP change " + asked, repeated);
        }
    }

    private void fails(HostProgram verify, String reason, String keys, String display) throws Exception {
        press(keys);
        String output = verify.endsWith(255);
        assertTrue(output.contains(reason), output);
        reader.shows(display);
    }

    private void noPinIsInTheLog(String... keys) throws Exception {
        PcscdLog log = new PcscdLog(pcscd.log());
        for (String typed : keys) {
            assertEquals(List.of(), log.find(typed.substring(0, typed.length() - 1)));
        }
    }
}
