// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The slot of a SEC1210 in a program of its own, at a chip that another process simulates as slow as the real one. */
@Tag("pty")
class ChipSlotTest {

    private static final String SELECT = "t00A4040006D27600012401.";

    private HostProgram chip;
    private HostProgram slot;

    @AfterEach
    void end() {
        for (HostProgram program : new HostProgram[] {slot, chip}) {
            if (program != null) {
                program.close();
            }
        }
    }

    private String startChip(String protocol) throws IOException, InterruptedException {
        chip = HostProgram.startListening("chip", JavaProgram.reader("chip", "--protocol", protocol), Map.of());
        return chip.output().awaitLine("ready: ").replace("ready: ", "");
    }

    private void open(String protocol) throws IOException, InterruptedException {
        String setting = startChip(protocol);
        List<String> command = JavaProgram.command("org.openpinpad.endtoend.pty.SlotProgram", setting);
        slot = HostProgram.startListening("slot", command, Map.of());
        slot.output().awaitLine("open, card in");
        answers("o", "on DONE 3B[0-9A-F]*");
        answers(SELECT, "transmit DONE 9000");
    }

    private void answers(String told, String answer) throws IOException, InterruptedException {
        slot.tell(told);
        slot.output().awaitLine(answer + "$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1", "t0"})
    void thePinIsInThePageAndThenNowhereInTheProgramsMemory(String protocol) throws Exception {
        open(protocol);
        String pin =
                new SecureRandom().ints(12, 1, 10).mapToObj(Integer::toString).collect(Collectors.joining());
        answers("p" + pin + ".", "typed");
        assertEquals(List.of("ASCII in a locked page"), MemorySearch.find(slot.pid(), pin));
        answers("v", "verify DONE 63C2");
        assertEquals(List.of(), MemorySearch.find(slot.pid(), pin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1", "t0"})
    void aCardIsPulledAndPutIn(String protocol) throws Exception {
        open(protocol);
        chip.tell("-");
        slot.output().await("went");
        answers(SELECT, "transmit ABSENT ");
        chip.tell("+");
        slot.output().await("came");
        answers(SELECT, "transmit MUTE ");
        answers("o", "on DONE 3B[0-9A-F]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1", "t0"})
    void theDevicesProgramTellsWhatIsInTheSlot(String protocol) throws Exception {
        String setting = startChip(protocol);
        String said = HostProgram.start(
                        "cards",
                        JavaProgram.command("org.openpinpad.app.DeviceProgram", "cards", "--slot", setting),
                        Map.of(),
                        "")
                .endsWith(0);
        assertTrue(said.startsWith("slot " + setting + "\na card\nATR 3B "), said);
        assertTrue(said.contains("offers T=" + protocol.charAt(1)), said);
        assertTrue(said.endsWith("applications: OPENPGP (D27600012401)\n"), said);
    }
}
