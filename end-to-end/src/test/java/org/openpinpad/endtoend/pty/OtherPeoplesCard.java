// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A PC with the reader plugged in, and in the reader a card that nobody here wrote, or of which only the applet is ours. */
abstract class OtherPeoplesCard extends PluggedIn {

    /** PIN_VERIFY of part 10: a minute, 4 to 8 digits, the key validates, no padding, no message of the PC. */
    static final String VERIFY = "3C00" + "820000" + "0804" + "0201090400" + "000000" + "05000000";

    private static final String ATR_IN_THE_LOG = "Card ATR:";

    private static final String REMOVED_IN_THE_LOG = "Card Removed From";
    /** pcscd looks for a card at a serial line several times a second; jCardSim sleeps for 3 s before it answers. */
    private static final int NOTICED_SECONDS = 20;

    private HostProgram card;

    /** A port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Starts the program that is the card, and waits until reader and PC have it. */
    final void putIn(String name, List<String> command) throws IOException, InterruptedException {
        int before = inLog(ATR_IN_THE_LOG);
        card = HostProgram.start(name, command, Map.of(), "");
        reader.shows("Card ready");
        awaitInLog(ATR_IN_THE_LOG, before);
    }

    /** Ends the program that is the card, and waits until reader and PC have noticed. */
    final void pull() throws IOException, InterruptedException {
        int before = inLog(REMOVED_IN_THE_LOG);
        card.close();
        reader.shows("Insert card");
        awaitInLog(REMOVED_IN_THE_LOG, before);
    }

    /** Waits until pcscd has logged this once more: a card that comes back before it has looked never left. */
    private void awaitInLog(String text, int before) throws IOException, InterruptedException {
        long end = System.nanoTime() + NOTICED_SECONDS * 1_000_000_000L;
        while (inLog(text) == before) {
            assertTrue(System.nanoTime() - end < 0, () -> "pcscd has not logged \"" + text + "\"");
            Thread.sleep(100);
        }
    }

    private int inLog(String text) throws IOException {
        return pcscd.log().split(text, -1).length - 1;
    }

    /** One that has not ended by itself with the slot, as jCardSim does not. */
    @AfterEach
    void endCard() {
        if (card != null) {
            card.close();
        }
    }

    /** What the card answers to these commands of a program that can only transmit. */
    final List<String> transmit(String... commands) throws IOException, InterruptedException {
        return answers(transmitting(commands));
    }

    final HostProgram transmitting(String... commands) throws IOException {
        return start(JavaProgram.command("org.openpinpad.endtoend.vm.TransmitOnly", commands)
                .toArray(String[]::new));
    }

    static List<String> answers(HostProgram program) throws InterruptedException {
        List<String> answers = new ArrayList<>();
        for (String line : program.endsWith(0).lines().toList()) {
            assertTrue(line.startsWith("answer "), line);
            answers.add(line.substring("answer ".length()));
        }
        return answers;
    }

    /** A program hands the structure to the reader by control code; the keys are typed when this PIN is asked for. */
    final void verifyByPartTen(String select, String header, String asked, String keys, String statusWord)
            throws IOException, InterruptedException {
        HostProgram program = start(JavaProgram.command(PartTen.class.getName(), "VERIFY", VERIFY + header, select)
                .toArray(String[]::new));
        reader.whenShown(asked, keys);
        assertEquals("answer " + statusWord, program.endsWith(0).strip());
    }

    final HostProgram openpinpad(String... arguments) throws IOException {
        return start(JavaProgram.command("org.openpinpad.host.cli.OpenPinpad", arguments)
                .toArray(String[]::new));
    }
}
