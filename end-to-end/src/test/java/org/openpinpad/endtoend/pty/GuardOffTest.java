// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --guard off}: a PIN of the PC passes, and the display never hides that. */
class GuardOffTest extends PluggedIn {
    private static final String MARK = "GUARD OFF! ";

    @Override
    List<String> readerOptions() {
        return List.of("--guard", "off");
    }

    @Test
    void thePcLogsInAndEveryLineIsMarked() throws Exception {
        DebianPackages.pkcs11Module();
        run("pkcs11-tool", "--login", "--pin", "123456", "-O");
        HostProgram login = start("pkcs11-tool", "--login", "-O");
        reader.whenAskedFor("PIN (82)", "123456O");
        login.endsWith(0);
        reader.shows("PIN correct");
        String display = reader.display().text();
        assertTrue(display.lines().allMatch(line -> line.startsWith(MARK)), display);
    }
}
