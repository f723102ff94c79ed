// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own program on the PC, over PC/SC: {@code openpinpad}. */
class HostDriverTest extends PluggedIn {
    @Test
    void listShowsTheReaderAndItsCard() throws Exception {
        String readers = openpinpad("list").endsWith(0);
        assertTrue(readers.matches("(?s).*OpenPinpad.*\\(card present\\).*"), readers);
    }

    @Test
    void infoShowsThePinPad() throws Exception {
        String info = openpinpad("info").endsWith(0);
        assertTrue(info.matches("(?s).*PIN pad +yes.*"), info);
        assertTrue(info.contains("VERIFY_PIN_DIRECT"), info);
    }

    @ParameterizedTest
    @CsvSource({
        "123456O, 0, The card accepted the PIN., PIN correct",
        "111111O, 1, 'Wrong PIN, 2 tries left.', Wrong PIN: 2 tries left",
        "12X,     3, The PIN entry was cancelled., Cancelled",
    })
    void verifyEndsAsThePanelDoes(String keys, int code, String sentence, String display) throws Exception {
        HostProgram verify = openpinpad("verify", "--reference", "82");
        reader.whenAskedFor("PIN (82)", keys);
        String output = verify.endsWith(code);
        assertTrue(output.contains(sentence), output);
        reader.shows(display);
    }

    @Test
    void verifyEndsWhenNobodyTypes() throws Exception {
        HostProgram verify = openpinpad("verify", "--reference", "82", "--timeout", "2");
        reader.whenAskedFor("PIN (82)", "1");
        String output = verify.endsWith(4);
        assertTrue(output.contains("Nobody completed the PIN entry in time."), output);
        reader.shows("Timed out");
    }

    private HostProgram openpinpad(String... arguments) throws IOException {
        return start(JavaProgram.command("org.openpinpad.host.cli.OpenPinpad", arguments)
                .toArray(String[]::new));
    }
}
