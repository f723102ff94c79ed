// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A faultless card in T=1: takes a command in pieces of its own size and answers in pieces of the device's. */
final class EchoingCard {

    private final int ownSize;
    private final int deviceSize;
    private final int responseLength;
    private final StringBuilder heard = new StringBuilder();
    private final String said;
    private int expected;
    private int number;
    private int at;

    EchoingCard(int ownSize, int deviceSize, int responseLength) {
        this.ownSize = ownSize;
        this.deviceSize = deviceSize;
        this.responseLength = responseLength;
        StringBuilder response = new StringBuilder();
        for (int i = 0; i < responseLength - 2; i++) {
            response.append(String.format("%02X", (i * 7) & 0xFF));
        }
        this.said = response.append("9000").toString();
    }

    WireBlock answer(WireBlock block) {
        if (block.isS()) {
            assertEquals("S(IFS request)", block.name());
            assertEquals(deviceSize, Integer.parseInt(block.inf(), 16));
            return WireBlock.of("S(IFS response) " + block.inf());
        }
        if (block.isR()) {
            assertEquals(number, block.expectedNumber());
            return nextPiece();
        }
        assertEquals(expected, block.sendNumber());
        assertTrue(block.length() <= ownSize, "INF beyond IFSC");
        expected ^= 1;
        heard.append(block.inf());
        if (block.more()) {
            assertEquals(ownSize, block.length(), "a chain's blocks are full");
            return WireBlock.ready(expected, WireBlock.NO_ERROR);
        }
        return nextPiece();
    }

    private WireBlock nextPiece() {
        int end = Math.min(at + deviceSize, responseLength);
        WireBlock piece = WireBlock.information(number, end < responseLength, said.substring(2 * at, 2 * end));
        at = end;
        number ^= 1;
        return piece;
    }

    String heard() {
        return heard.toString();
    }

    String said() {
        return said;
    }
}
