// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A card on which GnuPG has made its three keys, and the GnuPG home that knows them. Its signature PIN serves for more than one
 * signature.
 */
final class KeyedCard {
    static final String USER = "Test User <test@example.org>";

    private final Path state;
    private final GnuPgHome home;

    private KeyedCard(Path state, GnuPgHome home) {
        this.state = state;
        this.home = home;
    }

    /** Makes one, by a reader that asks for PINs and no consent. */
    static KeyedCard make(Path dir) throws IOException, InterruptedException {
        KeyedCard card = new KeyedCard(dir.resolve("card"), new GnuPgHome(dir));
        SimulatedReader reader = SimulatedReader.start(dir.resolve("line"), List.of("--state", card.state.toString()));
        try {
            Pcscd pcscd = Pcscd.start(dir.resolve("line"), dir.resolve("pcscd.log"));
            try {
                card.generate(reader, pcscd);
            } finally {
                pcscd.close();
            }
        } finally {
            reader.close();
        }
        return card;
    }

    private void generate(SimulatedReader reader, Pcscd pcscd) throws IOException, InterruptedException {
        List<String> edit = List.of("gpg", "--no-tty", "--command-fd", "0", "--status-fd", "1", "--card-edit");
        String answers = "admin\nforcesig\ngenerate\nn\n0\nTest User\ntest@example.org\n\nquit\n";
        HostProgram gpg = pcscd.start(home.environment(), answers, edit);
        reader.whenAskedFor("admin PIN (83)", "12345678O");
        reader.shows("PIN correct");
        reader.whenAskedFor("signature PIN (81)", "123456O");
        reader.shows("PIN correct");
        reader.whenAskedFor("signature PIN (81)", "123456O");
        gpg.endsWith(0);
        pcscd.start(home.environment(), "", List.of("gpgconf", "--kill", "all")).endsWith(0);
    }

    /** A copy of its state, for a reader of its own. */
    Path copy(Path dir) throws IOException {
        return Files.copy(state, dir.resolve("card"));
    }

    GnuPgHome home() {
        return home;
    }
}
