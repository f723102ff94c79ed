// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests of the pseudo-APDU have in common: structures of real clients, and what libccid makes of them. */
abstract class PinPpduRig {

    static final Path CLIENTS =
            Path.of("..", "protocol", "src", "test", "resources", "org", "openpinpad", "pcsc", "part10");

    static final int VERIFY = 0x06;
    static final int MODIFY = 0x07;
    static final int VERIFY_HEADER = 19;
    static final int MODIFY_HEADER = 24;

    final EngineRig rig = EngineRig.active();

    static String hex2(int value) {
        return String.format("%02X", value);
    }

    static String ppdu(int p2, String structure) {
        return "FFC201" + hex2(p2) + hex2(bytes(structure).length) + structure.replace(" ", "");
    }

    /** A reader's own answer: at once, two bytes or data and 9000, and neither card nor guard nor pad was bothered. */
    static void answers(EngineRig rig, String apdu, String answer) {
        int begins = rig.pin.begins;
        rig.ask(xfr(9, apdu)).is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, answer).chain(0);
        rig.silent();
        nobodyIsBothered(rig, begins);
    }

    static void nobodyIsBothered(EngineRig rig, int begins) {
        assertEquals(begins, rig.pin.begins);
        assertEquals(List.of(), rig.guard.judged);
        assertTrue(rig.card.jobs.isEmpty());
        assertEquals(Long.MAX_VALUE, rig.engine.deadlineNs());
    }

    final void answersRefused(String apdu, String answer) {
        rig.ask(xfr(9, apdu)).is(Reply.DATA_BLOCK, 9).ok(Reply.ACTIVE, answer);
        rig.silent();
        nobodyIsBothered(rig, rig.pin.begins);
    }

    static Stream<Arguments> clients() throws IOException {
        List<Arguments> clients = new ArrayList<>();
        for (String file : List.of("verify.txt", "modify.txt")) {
            int p2 = file.equals("verify.txt") ? VERIFY : MODIFY;
            Files.readAllLines(CLIENTS.resolve(file)).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\\|"))
                    .forEach(row -> clients.add(Arguments.of(row[0].trim(), p2, row[1].replace(" ", ""))));
        }
        assertTrue(clients.size() >= 16, "the clients' file");
        return clients.stream();
    }

    /** What libccid's SecurePINVerify and SecurePINModify make of it at the APDU level: the oracle, by offsets. */
    static String libccid(int p2, String structure) {
        byte[] in = bytes(structure);
        StringBuilder abData = new StringBuilder(p2 == VERIFY ? "00" : "01");
        int header = p2 == VERIFY ? VERIFY_HEADER : MODIFY_HEADER;
        for (int i = 0; i < in.length; i++) {
            boolean timeOut2 = i == 1;
            boolean dataLength = i >= header - 4 && i < header;
            boolean noIndex2 = p2 == MODIFY && i == 15 && in[11] == 0;
            boolean noIndex3 = p2 == MODIFY && i == 16 && (in[11] & 0xFF) < 3;
            if (!timeOut2 && !dataLength && !noIndex2 && !noIndex3) {
                abData.append(hex2(in[i] & 0xFF));
            }
        }
        return abData.toString();
    }

    /** A structure like this client's, but with a byte of its own in each field that is passed on. */
    static String counted(int p2, int numberMessage, String apdu) {
        StringBuilder structure = new StringBuilder();
        int header = p2 == VERIFY ? VERIFY_HEADER : MODIFY_HEADER;
        for (int i = 0; i < header - 4; i++) {
            structure.append(hex2(p2 == MODIFY && i == 11 ? numberMessage : 0xD0 + i));
        }
        return structure + hex2(bytes(apdu).length) + "000000" + apdu;
    }
}
