// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.io.IOException;
import java.nio.file.Path;
import org.openpinpad.simulator.card.EchoCard;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.card.openpgp.Lengths;
import org.openpinpad.simulator.card.openpgp.OpenPgpCard;
import org.openpinpad.simulator.card.piv.PivCard;

/** The virtual cards by the names of the command line. */
enum CardChoice {
    /** OpenPGP card 3.4 with RSA-2048 and NIST P-256. */
    OPENPGP,
    /** PIV card (SP 800-73-4) with RSA-2048 and NIST P-256. */
    PIV,
    /** Answers each command with its own data; for tests of lengths and speed. */
    ECHO;

    /**
     * Makes the card.
     *
     * @param state the file that keeps it between runs, null for none
     * @param t0 whether the slot will have it speak T=0, which has no extended lengths to announce
     */
    VirtualCard make(Path state, boolean t0) throws IOException {
        return switch (this) {
            case OPENPGP -> openPgp(state, t0 ? Lengths.SHORT : Lengths.EXTENDED);
            case PIV -> state == null ? PivCard.inMemory() : PivCard.keptIn(state);
            case ECHO -> new EchoCard();
        };
    }

    private static VirtualCard openPgp(Path state, Lengths lengths) throws IOException {
        return state == null ? OpenPgpCard.inMemory(lengths) : OpenPgpCard.keptIn(state, lengths);
    }
}
