// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The firmware's slot at a reader of unmodified pcscd. That reader is the simulated one, which lets PINs of the PC pass. */
class PcscSlotTest extends PluggedIn {

    private static final String SELECT = "t00A4040006D27600012401.";
    private static final String ADMIN_PIN = "t00200083083132333435363738.";
    private static final int LONG = 300;

    @Override
    List<String> readerOptions() {
        return List.of("--guard", "off");
    }

    private HostProgram open() throws IOException, InterruptedException {
        HostProgram slot = startListening(program("OpenPinpad"));
        slot.output().await("open, card in");
        return slot;
    }

    private static List<String> program(String reader) {
        return JavaProgram.command("org.openpinpad.endtoend.pty.SlotProgram", "pcsc:" + reader);
    }

    private static void answers(HostProgram slot, String told, String answer) throws IOException, InterruptedException {
        slot.tell(told);
        slot.output().awaitLine(answer + "$");
    }

    private static void powersOn(HostProgram slot) throws IOException, InterruptedException {
        answers(slot, "o", "on DONE 3B[0-9A-F]*");
        answers(slot, SELECT, "transmit DONE 9000");
    }

    @Test
    void theCardIsUsedAsInASlotOfOurOwn() throws Exception {
        HostProgram slot = open();
        answers(slot, SELECT, "transmit MUTE ");
        powersOn(slot);
        answers(slot, "t00CA006E000000.", "transmit DONE 4F10D27600012401[0-9A-F]{400,}9000");
        answers(slot, "p123456.", "typed");
        answers(slot, "v", "verify DONE 9000");
        answers(slot, "p111111.", "typed");
        answers(slot, "v", "verify DONE 63C2");
        answers(slot, "f", "off");
        answers(slot, SELECT, "transmit MUTE ");
        powersOn(slot);
        answers(slot, "t00200082.", "transmit DONE 63C2"); // a cold reset has taken the authorisation away
        answers(slot, "e", "closed");
        slot.endsWith(0);
        assertTrue(run("opensc-tool", "-a").contains("3b"), "the card is free for others again");
    }

    @Test
    void anAnswerOfMoreThan256BytesComesOverT0() throws Exception {
        HostProgram slot = open();
        powersOn(slot);
        answers(slot, ADMIN_PIN, "transmit DONE 9000");
        String certificate = "5A".repeat(LONG);
        answers(slot, "t10DA7F21FF" + certificate.substring(0, 2 * 255) + ".", "transmit DONE 9000");
        answers(slot, "t00DA7F212D" + certificate.substring(2 * 255) + ".", "transmit DONE 9000");
        answers(slot, "t00CA7F21000000.", "transmit DONE " + certificate + "9000");
        answers(slot, "t00CA7F2100.", "transmit DONE (5A){256}612C");
    }

    @Test
    void aCardIsPulledAndPutIn() throws Exception {
        HostProgram slot = open();
        powersOn(slot);
        reader.press("-");
        slot.output().await("went");
        answers(slot, SELECT, "transmit ABSENT ");
        answers(slot, "o", "on ABSENT ");
        reader.press("+");
        slot.output().await("came");
        answers(slot, SELECT, "transmit MUTE ");
        powersOn(slot);
    }

    @Test
    void aServiceThatIsKilledIsUsedAgainWhenItIsBack() throws Exception {
        HostProgram slot = open();
        powersOn(slot);
        run("sh", "-c", "kill -9 $(cat /run/pcscd/pcscd.pid)");
        slot.output().await("went");
        slot.output().await("remark The card reader");
        answers(slot, SELECT, "transmit ABSENT ");
        answers(slot, "o", "on ABSENT ");
        String why = startListening(program("OpenPinpad")).endsWith(1);
        assertTrue(why.startsWith("The card reader cannot be used, for the PC/SC service does not run; "), why);
        start("pcscd", "--foreground", "--config", "/run/pcscd/reader.conf");
        slot.output().await("came");
        powersOn(slot);
    }

    @Test
    void aNameThatNoReaderHasIsToldWithThoseThereAre() throws Exception {
        String why = startListening(program("ACME")).endsWith(1);
        assertEquals(
                "No card reader is called \"ACME\"; take the name of one that is there, or a part of it:"
                        + " \"OpenPinpad 00 00\".\n",
                why);
    }

    @Test
    void thePinIsInThePageAndThenNowhereInTheProgramsMemory() throws Exception {
        String pin =
                new SecureRandom().ints(12, 1, 10).mapToObj(Integer::toString).collect(Collectors.joining());
        HostProgram slot = open();
        powersOn(slot);
        answers(slot, "p" + pin + ".", "typed");
        assertEquals(List.of("ASCII in a locked page"), MemorySearch.find(slot.pid(), pin));
        answers(slot, "v", "verify DONE 63C2");
        assertEquals(List.of(), MemorySearch.find(slot.pid(), pin));
    }
}
