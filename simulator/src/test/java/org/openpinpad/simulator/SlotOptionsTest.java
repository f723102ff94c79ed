// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong with a choice of cards is said before the reader is there. */
class SlotOptionsTest {

    private static final String APPLET = "org.openpinpad.simulator.applet.PinApplet";

    @ParameterizedTest(name = "simulate {0}")
    @CsvSource({
        "--vpcd=here,                          2, '--vpcd takes PORT or HOST:PORT, such as 3240 or 127.0.0.1:3240, not here'",
        "--vpcd=127.0.0.1:65536,               2, '--vpcd takes PORT or HOST:PORT'",
        "--applet=" + APPLET + ",              2, 'Missing required argument(s): --aid=HEX'",
        "--aid=F000000001,                     2, 'Missing required argument(s): --applet=CLASS'",
        "--vpcd --applet=A --aid=F000000001,   2, 'mutually exclusive'",
        "--applet=A --aid=F000000001,          1, 'There is no class A;'",
        "--applet=" + APPLET + " --aid=F0,     1, '--aid takes 5 to 16 bytes in hexadecimal'",
    })
    void that_cannot_be_is(String options, int code, String said) {
        StringWriter err = new StringWriter();
        CommandLine line = SimulatorMain.commandLine();
        line.setErr(new PrintWriter(err));
        assertEquals(code, line.execute(("simulate " + options).split(" ")));
        assertTrue(err.toString().contains(said), err.toString());
    }
}
