// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.display.RefusalReason;
import org.openpinpad.display.Screen;

/** Nothing of smuggling.txt gets a PIN from the PC to the card: each case runs a whole reader in mode strict. */
class SmugglingTest {

    private static final int DATA = 10;
    private static final int TYPE = 0;
    private static final int SEQ = 6;
    private static final int STATUS = 7;
    private static final int FAILED = 0x40;
    private static final int ERROR = 8;
    private static final int CHAIN = 9;
    private static final String PIN_FROM_PC = "6404";

    private static int passed;

    static List<SmugglingCase> cases() {
        return SmugglingCase.of("smuggling.txt");
    }

    @AfterAll
    static void count() {
        System.out.println(passed + " ways to smuggle a PIN, none reaches the card");
    }

    @Test
    void thereAreTwoHundredWaysAtLeastAndEachHasANameOfItsOwn() {
        assertTrue(cases().size() >= 200);
        assertEquals(
                cases().size(),
                cases().stream().map(SmugglingCase::name).distinct().count());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void noPinReachesTheCard(SmugglingCase way) throws InterruptedException {
        try (GuardedReaderRig reader = new GuardedReaderRig(GuardRules.DEFAULT)) {
            run(way, reader);
        }
        passed++;
    }

    private static void run(SmugglingCase way, ReaderUnderTest reader) throws InterruptedException {
        int seq = 0;
        reader.send(Step.of("on = ok").message(seq));
        List<String> harmless = new ArrayList<>();
        int refusals = 0;
        for (Step step : way.steps()) {
            seq++;
            reader.cardAnswers(cardAnswer(step));
            String answer = answer(step, seq, reader.send(step.message(seq)));
            if (step.reachesCard()) {
                harmless.add(step.hex());
                assertEquals(step.answer().equals(Step.MUTE) ? "bError FE" : step.answer(), answer);
            } else {
                assertEquals(step.answer(), answer);
            }
            refusals += step.answer().equals(PIN_FROM_PC) && !step.reachesCard() ? 1 : 0;
        }
        assertEquals(harmless, reader.cardGot(), "the card got no more than what is harmless");
        assertEquals(List.of(), reader.shown(), "nobody was asked");
        assertEquals(
                refusals,
                reader.remarks().stream()
                        .filter(new Screen.Refused(RefusalReason.PIN_FROM_PC)::equals)
                        .count(),
                "the user is told each time");
    }

    /** Of a card that is not to get this step, a success: what should not have got there must not pass for an error. */
    private static byte[] cardAnswer(Step step) {
        if (!step.reachesCard()) {
            return Table.bytes("9000");
        }
        return step.answer().equals(Step.MUTE) ? null : Table.bytes(step.answer());
    }

    private static String answer(Step step, int seq, byte[] message) {
        assertEquals(answerType(step.messageType()), message[TYPE] & 0xFF);
        assertEquals(seq, message[SEQ] & 0xFF);
        if ((message[STATUS] & FAILED) != 0) {
            return String.format("bError %02X", message[ERROR]);
        }
        if (message.length == DATA) {
            return message[CHAIN] == 0x10 ? "more" : "ok";
        }
        String data = Table.hex(message).substring(2 * DATA);
        return step.isXfrBlock() ? data : "ok";
    }

    /** CCID 1.1 §6.2; what is no message is answered with a slot status. */
    private static int answerType(int messageType) {
        return switch (messageType) {
            case 0x62, 0x69, 0x6F -> 0x80;
            case 0x61, 0x6C, 0x6D -> 0x82;
            case 0x6B -> 0x83;
            case 0x73 -> 0x84;
            default -> 0x81;
        };
    }
}
