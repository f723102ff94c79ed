// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a {@link KeyedCard}, made once for each class; each test has its own copy. */
abstract class WithKeys extends PluggedIn {
    static final String SIGNATURE_PIN = "signature PIN (81)";

    @TempDir
    static Path shared;

    private static KeyedCard card;

    Path message;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        card = KeyedCard.make(shared);
    }

    @Override
    final List<String> readerOptions() throws IOException {
        List<String> options = new ArrayList<>(guardOptions());
        options.addAll(List.of("--state", card.copy(dir).toString()));
        return options;
    }

    /** What the reader's owner wants of the guard. */
    abstract List<String> guardOptions();

    @BeforeEach
    void writeMessage() throws IOException {
        message = Files.writeString(dir.resolve("message"), "Meet me at noon.\n");
    }

    @AfterEach
    void endDaemons() throws IOException, InterruptedException {
        gpg("gpgconf", "--kill", "all").endsWith(0);
    }

    final HostProgram gpg(String... command) throws IOException {
        return start(card.home().environment(), "", List.of(command));
    }

    final HostProgram gpgSigns() throws IOException {
        return gpg("gpg", "--batch", "--yes", "--detach-sign", message.toString());
    }

    final void gpgFindsTheSignatureGood() throws IOException, InterruptedException {
        gpg("gpg", "--trust-model", "always", "--verify", message + ".sig", message.toString())
                .endsWith(0);
    }

    /** Encrypts the message to the card's key. */
    final void gpgEncrypts() throws IOException, InterruptedException {
        gpg("gpg", "--batch", "--yes", "--trust-model", "always", "-r", KeyedCard.USER, "-e", message.toString())
                .endsWith(0);
    }

    final HostProgram gpgDecrypts() throws IOException {
        return gpg("gpg", "--batch", "--yes", "-o", dir.resolve("clear").toString(), "-d", message + ".gpg");
    }
}
