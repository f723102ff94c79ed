// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
        if (home != null) {
            gpg("gpgconf", "--kill", "all").endsWith(0);
        }
    }

    @AfterEach
    void nothingWasRefused() {
        reader.refusedNothing();
    }

    @Test
    void cardStatusShowsTheCard() throws Exception {
        String status = gpg("gpg", "--card-status").endsWith(0);
        assertTrue(status.contains("PIN retry counter : 3 0 3"), status);
    }

    @ParameterizedTest
    @CsvSource({
        "123456O, OK, PIN correct",
        "111111O, ERR 100663383 Bad PIN <SCD>, Wrong PIN: 2 tries left",
        "12X,     ERR 100663404 Card error <SCD>, Cancelled",
        "12,      ERR 100663404 Card error <SCD>, Timed out",
        "12OO,    ERR 100663404 Card error <SCD>, PIN too short",
    })
    void checkPinEndsAsThePanelDoes(String keys, String answer, String display) throws Exception {
        HostProgram agent = assuan("SCD SERIALNO", "SCD CHECKPIN D276000124010304FFFE00C0FFEE0000");
        reader.whenAskedFor(SIGNATURE_PIN, keys);
        reader.shows(display);
        // The last line answers CHECKPIN.
        List<String> answers = agent.endsWith(0).lines().toList();
        assertEquals(answer, answers.get(answers.size() - 1), answers.toString());
        assertThePinWasAskedOnThePanelOnly();
    }

    @ParameterizedTest
    @CsvSource({
        "passwd, signature PIN (81), 123456O, 654321O",
        "admin/passwd/3/q, admin PIN (83), 12345678O, 87654321O",
    })
    void passwdChangesAPinOnThePanel(String commands, String pin, String old, String fresh) throws Exception {
        HostProgram edit = cardEdit(commands.replace('/', '\n') + "\nquit\n");
        reader.whenShown("Old PIN: OpenPGP change " + pin, old);
        reader.whenShown("New PIN: OpenPGP change " + pin, fresh);
        reader.whenShown("Repeat PIN: OpenPGP change " + pin, fresh);
        String output = edit.endsWith(0);
        assertTrue(output.contains("[GNUPG:] SC_OP_SUCCESS"), output);
        reader.shows("PIN changed");
        assertThePinWasAskedOnThePanelOnly();
    }

    @ParameterizedTest
    @CsvSource({
        "123456O, 654321O, 654320O, New PINs differ: The old one stays",
        "111111O, 654321O, 654321O, Wrong PIN: 2 tries left",
        "123456O, 654321O, 65X, Cancelled",
    })
    void passwdFailsAsThePanelDoes(String old, String fresh, String repeated, String display) throws Exception {
        HostProgram edit = cardEdit("passwd\nquit\n");
        reader.whenShown("Old PIN: OpenPGP change " + SIGNATURE_PIN, old);
        reader.whenShown("New PIN: OpenPGP change " + SIGNATURE_PIN, fresh);
        reader.whenShown("Repeat PIN: OpenPGP change " + SIGNATURE_PIN, repeated);
        String output = edit.endsWith(0);
        assertTrue(output.contains("[GNUPG:] SC_OP_FAILURE"), output);
        reader.shows(display);
    }

    @Test
    void aKeyIsMadeOnTheCardSignsAndDecrypts() throws Exception {
        HostProgram generate = cardEdit("admin\ngenerate\nn\n0\nTest User\ntest@example.org\n\nquit\n");
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

    private HostProgram cardEdit(String answers) throws IOException {
        return gpgFed(answers, "gpg", "--no-tty", "--command-fd", "0", "--status-fd", "1", "--card-edit");
    }

    /** Talks to gpg-agent. */
    private HostProgram assuan(String... commands) throws IOException {
        return gpgFed(String.join("\n", commands) + "\n", "gpg-connect-agent");
    }
}
