// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The applet in a process of jCardSim's own, which comes to the reader as vicc does. */
class AppletAtVpcdTest extends AppletTests {

    /** jCardSim's own command: makes the applet with this AID, without parameters. */
    private static final String CREATE_APPLET = "80B800000B09" + AID + "00";

    private int port;

    @Override
    List<String> readerOptions() throws IOException {
        port = freePort();
        return List.of("--vpcd", "127.0.0.1:" + port);
    }

    @BeforeEach
    void putJCardSimIn() throws Exception {
        Path settings = Files.writeString(dir.resolve("jcardsim.cfg"), """
                com.licel.jcardsim.card.applet.0.AID=%s
                com.licel.jcardsim.card.applet.0.Class=%s
                com.licel.jcardsim.vsmartcard.host=127.0.0.1
                com.licel.jcardsim.vsmartcard.port=%d
                """.formatted(AID, APPLET, port));
        putIn("jCardSim", JavaProgram.command("com.licel.jcardsim.remote.VSmartCard", settings.toString()));
        assertEquals(List.of(AID + "9000"), transmit(CREATE_APPLET));
    }
}
