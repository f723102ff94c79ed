// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.util.List;

/** The applet in the simulator's own process. */
class AppletInTheReaderTest extends AppletTests {
    @Override
    List<String> readerOptions() {
        return List.of("--applet", APPLET, "--aid", AID);
    }
}
