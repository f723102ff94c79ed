// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.io.IOException;
import java.nio.file.Path;
import org.openpinpad.simulator.card.EchoCard;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.card.openpgp.Lengths;
import org.openpinpad.simulator.card.openpgp.OpenPgpCard;

/** The virtual cards by the names of the command line. */
enum CardChoice {
    /** OpenPGP card 3.4 with RSA-2048 and NIST P-256. */
    OPENPGP,
    /** Answers each command with its own data; for tests of lengths and speed. */
    ECHO;

    /**
     * Makes the card.
     *
     * @param state the file that keeps it between runs, null for none
     * @param t0 whether the slot will have it speak T=0, which has no extended lengths to announce
     */
    VirtualCard make(Path state, boolean t0) throws IOException {
        Lengths lengths = t0 ? Lengths.SHORT : Lengths.EXTENDED;
        return switch (this) {
            case ECHO -> new EchoCard();
            case OPENPGP -> state == null ? OpenPgpCard.inMemory(lengths) : OpenPgpCard.keptIn(state, lengths);
        };
    }
}
