// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java's own PKCS#11 provider over OpenSC: keytool asks nobody for a password, the reader asks for the PIN. */
class KeytoolTest extends PluggedIn {
    @Test
    void keytoolListsTheCardAfterAPinOnThePanel() throws Exception {
        Path provider = dir.resolve("provider.cfg");
        Files.write(
                provider,
                List.of("name = OpenPinpad", "library = " + DebianPackages.pkcs11Module(), "slotListIndex = 0"));
        HostProgram keytool = start(
                JavaProgram.tool("keytool"),
                "-J-Duser.language=en",
                "-list",
                "-storetype",
                "PKCS11",
                "-addprovider",
                "SunPKCS11",
                "-providerArg",
                provider.toString(),
                "-protected");
        reader.whenAskedFor("PIN (82)", "123456O");
        String output = keytool.endsWith(0);
        assertTrue(output.contains("Your keystore contains"), output);
        reader.shows("PIN correct");
    }
}
