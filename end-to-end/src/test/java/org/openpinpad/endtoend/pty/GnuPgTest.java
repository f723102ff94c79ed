// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GnuPG with every PIN typed on the panel. */
class GnuPgTest extends PluggedIn {
    private static final String SIGNATURE_PIN = "signature PIN (81)";
    private static final String USER = "Test User <test@example.org>";

    private GnuPgHome home;

    @BeforeEach
    void makeHome() throws IOException {
        home = new GnuPgHome(dir);
    }

    @AfterEach
    void endDaemons() throws IOException, InterruptedException {
        gpg("gpgconf", "--kill", "all").endsWith(0);
    }

    @Test
    void cardStatusShowsTheCard() throws Exception {
        String status = gpg("gpg", "--card-status").endsWith(0);
        assertTrue(status.contains("PIN retry counter : 3 0 3"), status);
    }

    @ParameterizedTest
    @CsvSource({
        "123456O, OK, PIN correct",
        "111111O, Bad PIN, Wrong PIN: 2 tries left",
        "12X,     Card error, Cancelled",
    })
    void checkPinEndsAsThePanelDoes(String keys, String answer, String display) throws Exception {
        Output agent = assuan("SCD SERIALNO", "SCD CHECKPIN D276000124010304FFFE00C0FFEE0000")
                .output();
        agent.await("S SERIALNO");
        agent.await("OK\n");
        reader.whenAskedFor(SIGNATURE_PIN, keys);
        agent.await(answer + (answer.equals("OK") ? "\n" : " <SCD>"));
        reader.shows(display);
        assertThePinWasAskedOnThePanelOnly();
    }

    @Test
    void aKeyIsMadeOnTheCardSignsAndDecrypts() throws Exception {
        HostProgram generate = gpgFed(
                "admin\ngenerate\nn\n0\nTest User\ntest@example.org\n\nquit\n",
                "gpg",
                "--no-tty",
                "--command-fd",
                "0",
                "--status-fd",
                "1",
                "--card-edit");
        reader.whenAskedFor("admin PIN (83)", "12345678O");
        reader.shows("PIN correct");
        reader.whenAskedFor(SIGNATURE_PIN, "123456O");
        reader.shows("PIN correct");
        reader.whenAskedFor(SIGNATURE_PIN, "123456O");
        reader.shows("PIN correct");
        String made = generate.endsWith(0);
        assertTrue(made.contains("[GNUPG:] KEY_CREATED B"), made);

        Path message = Files.writeString(dir.resolve("message"), "Meet me at noon.\n");
        signs(message);
        decrypts(message);
        assertThePinWasAskedOnThePanelOnly();
    }

    private void signs(Path message) throws Exception {
        HostProgram sign = gpg("gpg", "--batch", "--detach-sign", message.toString());
        reader.whenAskedFor(SIGNATURE_PIN, "123456O");
        sign.endsWith(0);
        reader.shows("PIN correct");
        String verdict = gpg("gpg", "--trust-model", "always", "--verify", message + ".sig", message.toString())
                .endsWith(0);
        assertTrue(verdict.contains("Good signature from \"" + USER), verdict);
    }

    private void decrypts(Path message) throws Exception {
        gpg("gpg", "--batch", "--trust-model", "always", "-r", USER, "-e", message.toString())
                .endsWith(0);
        Path clear = dir.resolve("clear");
        HostProgram decrypt = gpg("gpg", "--batch", "-o", clear.toString(), "-d", message + ".gpg");
        reader.whenAskedFor("PIN (82)", "123456O");
        decrypt.endsWith(0);
        reader.shows("PIN correct");
        assertArrayEquals(Files.readAllBytes(message), Files.readAllBytes(clear));
    }

    private void assertThePinWasAskedOnThePanelOnly() throws IOException {
        String requests = home.screenRequests();
        assertFalse(requests.contains("GETPIN"), requests);
        assertTrue(requests.contains("SETDESC"), "GnuPG did not tell its user to look at the reader: " + requests);
    }

    private HostProgram gpg(String... command) throws IOException {
        return gpgFed("", command);
    }

    private HostProgram gpgFed(String input, String... command) throws IOException {
        return start(home.environment(), input, List.of(command));
    }

    /** Talks to gpg-agent. */
    private HostProgram assuan(String... commands) throws IOException {
        return gpgFed(String.join("\n", commands) + "\n", "gpg-connect-agent");
    }
}
