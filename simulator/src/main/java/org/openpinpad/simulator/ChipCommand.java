// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.chip.ChipOnPty;
import org.openpinpad.simulator.chip.Faults;
import org.openpinpad.simulator.chip.Sec1210Chip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pinpad chip}: a card chip alone, for the device's program or a reader in another process. */
@Command(
        name = "chip",
        description = {
            "Is a SEC1210 with a card at a pseudo-terminal, as slow as the real lines, until its input ends or it is ended.",
            "Its first line, \"ready: sec1210:/dev/pts/N\", is the slot for ./pinpad device cards --slot, or simulate --slot."
        },
        footerHeading = "%nKeys from standard input:%n",
        footer = "  - and +    pull the card out, put it in",
        mixinStandardHelpOptions = true)
final class ChipCommand implements Callable<Integer> {

    @Option(
            names = "--card",
            description = "The card: ${COMPLETION-CANDIDATES}; default OPENPGP.",
            defaultValue = "OPENPGP")
    CardChoice card;

    @Option(
            names = "--protocol",
            description = "What it speaks: ${COMPLETION-CANDIDATES}; default T1.",
            defaultValue = "T1")
    ChipProtocol protocol;

    @Override
    public Integer call() throws IOException {
        Sec1210Chip chip =
                new Sec1210Chip(protocol.atContacts(card.make(null, protocol == ChipProtocol.T0)), Faults.none(), true);
        try (ChipOnPty pty = ChipOnPty.open(Libc.load(), chip, true)) {
            System.out.println("ready: sec1210:" + pty.line());
            for (int key = System.in.read(); key >= 0; key = System.in.read()) {
                if (key == '-') {
                    pty.pull();
                } else if (key == '+') {
                    pty.insert();
                }
            }
        }
        return SimulatorMain.ExitCode.OK;
    }
}
