// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A card in T=1 that mostly answers as it should and sometimes anything, from a seed. It remembers what it heard and said and
 * judges by that whether a response that the device takes for complete was one.
 */
final class RandomCard {

    private record Said(int number, boolean more, String inf) {}

    private final Random random;
    private final int nonsense;
    private final List<Said> said = new ArrayList<>();
    private final StringBuilder heard = new StringBuilder();
    private int lastHeard = -1;
    private int lastHeardAt;
    private boolean commandEnded;
    private boolean resynchronised;
    private WireBlock last = WireBlock.of("R(0)");
    private int number;

    /** @param nonsense out of a hundred answers, how many are anything */
    RandomCard(Random random, int nonsense) {
        this.random = random;
        this.nonsense = nonsense;
    }

    /** What the card sends: a block in the notation of {@link T1Dialogue#hear}, or a disturbance. */
    String answer(WireBlock block) {
        hear(block);
        boolean any = random.nextInt(100) < nonsense;
        String answer = any ? anything() : proper(block);
        if (!answer.startsWith("I(")) {
            return answer;
        }
        WireBlock sent = WireBlock.of(answer);
        said.add(new Said(sent.sendNumber(), sent.more(), sent.inf()));
        return answer;
    }

    private void hear(WireBlock block) {
        if (block.name().equals("S(RESYNCH request)")) {
            resynchronised = true;
        }
        if (!block.isI()) {
            return;
        }
        assertFalse(resynchronised, "a command was sent again after S(RESYNCH request)");
        if (block.sendNumber() == lastHeard) {
            heard.setLength(
                    lastHeardAt); // asked for again; its length may be another, as S(IFS request) may have come between
        } else {
            assertFalse(commandEnded, "an I-block behind the last one");
        }
        lastHeard = block.sendNumber();
        lastHeardAt = heard.length();
        heard.append(block.inf());
        commandEnded = !block.more();
    }

    private String proper(WireBlock block) {
        if (block.isI() && block.more()) {
            last = WireBlock.ready(block.sendNumber() ^ 1, WireBlock.NO_ERROR);
        } else if (block.isI() || (block.isR() && commandEnded && block.expectedNumber() == number)) {
            last = next();
        } else if (block.isS() && !block.name().endsWith("response)")) {
            return block.name().replace("request", "response") + " " + block.inf();
        }
        return last.toString();
    }

    /** INF of every I-block is different from all others, so that a response tells which blocks it was made of. */
    private WireBlock next() {
        boolean more = random.nextInt(3) == 0;
        WireBlock block = WireBlock.information(number, more, String.format("%06X9000", said.size()));
        number ^= 1;
        return block;
    }

    private String anything() {
        String inf = String.format("%06X9000", said.size());
        return switch (random.nextInt(12)) {
            case 0, 1 -> "silent";
            case 2, 3 -> "parity";
            case 4 -> "R(" + random.nextInt(2) + ") edc";
            case 5 -> "R(" + random.nextInt(2) + ")";
            case 6 -> "S(WTX request) " + String.format("%02X", random.nextInt(256));
            case 7 -> "S(IFS request) " + String.format("%02X", random.nextInt(256));
            case 8 -> random.nextInt(4) == 0 ? "S(ABORT request)" : "S(RESYNCH response)";
            case 9 -> last.isI() ? last.toString() : "R(0)";
            default -> "I(" + random.nextInt(2) + "," + random.nextInt(2) + ") " + inf;
        };
    }

    /** A response must be a chain that the card said: in order, N(S) alternating from 0, ended by the last block that it said. */
    void judge(String command, String response) {
        assertEquals(command, heard.toString(), "the command as the card heard it");
        assertTrue(commandEnded);
        Said end = said.get(said.size() - 1);
        assertFalse(end.more(), "the card's chain goes on");
        int at = 0;
        int expected = 0;
        for (int i = 0; i < said.size(); i++) {
            Said block = said.get(i);
            if (block.number() == expected && response.startsWith(block.inf(), at)) {
                assertEquals(at + block.inf().length() == response.length(), !block.more(), "M-bit");
                at += block.inf().length();
                expected ^= 1;
            }
        }
        assertEquals(response.length(), at, "the response is no chain of the card's: " + response + " of " + said);
        assertTrue(response.endsWith(end.inf()), "blocks behind the end of the chain");
    }
}
