// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.Terminal;
import org.openpinpad.simulator.card.os.TlvReader;

/** The card's outer side: ATR, chaining, long responses, objects, life cycle. */
class OpenPgpCardTest {

    private static final HexFormat HEX = HexFormat.of();

    private final OpenPgpCard openPgp = OpenPgpCard.inMemory(Lengths.EXTENDED);
    private final Terminal card = new Terminal(openPgp);

    private void exchange(String command, String expected) {
        assertEquals(expected, card.send(command), command);
    }

    @Test
    void theAtrOffersT1AndItsCheckByteIsRight() {
        byte[] atr = openPgp.atr();
        assertEquals("3b9a18813" + "1fe450031c573c001e005900" + "0ba", HEX.formatHex(atr));
        int check = 0;
        for (int i = 1; i < atr.length; i++) {
            check ^= atr[i];
        }
        assertEquals(0, check);
    }

    @Test
    void aCardOfShortLengthsSaysSoAndRefusesExtendedOnes() {
        Terminal small = new Terminal(OpenPgpCard.inMemory(Lengths.SHORT));
        assertEquals("0031c573c00180059000", HEX.formatHex(small.data("00 CA 5F 52 00")));
        assertEquals("6a88", small.send("00 CA 7F 66 00"));
        assertEquals("6700", small.send("00 CA 00 4F 000000"));
    }

    @Test
    void chainedCommandsAreOneCommand() {
        exchange("10 20 00 82 02 3132", "9000");
        exchange("10 20 00 82 03 333435", "9000");
        exchange("00 20 00 82 01 36", "9000");
        exchange("00 20 00 82", "9000");
    }

    @Test
    void aChainMayEndWithoutABodyAndMayHoldOneCommand() {
        exchange("10 20 00 82 06 313233343536", "9000");
        exchange("00 20 00 82", "9000");
        exchange("10 20 00 83", "9000");
        exchange("00 20 00 83", "63c3");
    }

    @Test
    void anotherCommandBreaksTheChain() {
        exchange("10 20 00 82 02 3132", "9000");
        exchange("00 20 00 81 04 33343536", "6883");
        exchange("00 20 00 82 04 33343536", "63c2");
    }

    @Test
    void resetAndNonsenseBreakTheChain() {
        exchange("10 20 00 82 02 3132", "9000");
        openPgp.reset();
        exchange("00 20 00 82 04 33343536", "63c2");
        exchange("10 20 00 82 02 3132", "9000");
        exchange("10 20", "6700");
        exchange("00 20 00 82 04 33343536", "63c1");
    }

    @Test
    void aChainHasAnEnd() {
        String part = "10 DA 7F 21 FF" + "00".repeat(255);
        for (int i = 0; i < Lengths.MAX_BODY / 255; i++) {
            exchange(part, "9000");
        }
        exchange(part, "6700");
        exchange("00 DA 7F 21", "6982");
    }

    @Test
    void theLongestCommandIsAsAnnouncedAndNotOneByteMore() {
        card.data(Pins.VERIFY_ADMIN);
        exchange("00 DA 7F 21 00 0801" + "00".repeat(2049), "6700");
        card.data("00DA7F21", new byte[2048]);
        exchange("00 88 00 00 00" + HEX.toHexDigits((short) Lengths.MAX_BODY) + "00".repeat(Lengths.MAX_BODY), "6982");
        exchange(
                "00 88 00 00 00" + HEX.toHexDigits((short) (Lengths.MAX_BODY + 1)) + "00".repeat(Lengths.MAX_BODY + 1),
                "6700");
    }

    @Test
    void aLongObjectComesInPiecesOrWhole() {
        card.data(Pins.VERIFY_ADMIN);
        byte[] certificate = new byte[600];
        for (int i = 0; i < certificate.length; i++) {
            certificate[i] = (byte) (i * 7);
        }
        card.data("00DA7F21", certificate);
        assertArrayEquals(certificate, card.data("00 CA 7F 21 000000"));

        String pieces = "";
        String piece = card.send("00 CA 7F 21 00");
        while (piece.substring(piece.length() - 4).startsWith("61")) {
            pieces += piece.substring(0, piece.length() - 4);
            piece = card.send("00 C0 00 00" + piece.substring(piece.length() - 2));
        }
        assertEquals(HEX.formatHex(certificate) + "9000", pieces + piece);
        exchange("00 C0 00 00 00", "6985");
    }

    @Test
    void anotherCommandForgetsThePendingResponse() {
        exchange("00 CA 00 4F", "6110");
        exchange("00 20 00 82", "63c3");
        exchange("00 C0 00 00 10", "6985");
    }

    @Test
    void aResponseThatDoesNotFitIsAnOverrun() {
        ByteBuffer command = ByteBuffer.allocateDirect(5).put(new byte[] {0, (byte) 0xCA, 0, 0x4F, 0});
        assertEquals(SlotResult.OVERRUN, openPgp.process(command.flip(), ByteBuffer.allocateDirect(17)));
        assertEquals(SlotResult.DONE, openPgp.process(command, ByteBuffer.allocateDirect(18)));
    }

    @Test
    void applicationRelatedDataHoldsWhatTheSingleObjectsHold() {
        card.data(Pins.VERIFY_ADMIN);
        card.data("00 DA 00 C8 14" + "42".repeat(20));
        card.data("00 DA 00 CB 14" + "43".repeat(20));
        card.data("00 DA 00 CF 04 5F112233");
        TlvReader all = new TlvReader(card.data("00 CA 00 6E 000000"));
        for (int tag : new int[] {0x4F, 0x5F52, 0x7F66}) {
            assertArrayEquals(card.data("00CA" + HEX.toHexDigits((short) tag) + "00"), all.value(tag));
        }
        TlvReader discretionary = new TlvReader(all.value(0x73));
        assertEquals(false, all.hasMore());
        for (int tag : new int[] {0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xCD, 0xDE}) {
            assertArrayEquals(card.data("00CA" + HEX.toHexDigits((short) tag) + "00"), discretionary.value(tag));
        }
        assertEquals(true, discretionary.ok());
        assertEquals(false, discretionary.hasMore());
        exchange("00 CA 00 C5 00", "00".repeat(20) + "42".repeat(20) + "00".repeat(20) + "9000");
        exchange("00 CA 00 C6 00", "00".repeat(20) + "43".repeat(20) + "00".repeat(20) + "9000");
        exchange("00 CA 00 CD 00", "00000000" + "5f112233" + "00000000" + "9000");
    }

    @Test
    void algorithmInformationNamesTwoAlgorithmsForEachKey() {
        exchange(
                "00 CA 00 FA 00",
                "c106010800002000" + "c109132a8648ce3d030107" + "c206010800002000" + "c209122a8648ce3d030107"
                        + "c306010800002000" + "c309132a8648ce3d030107" + "9000");
    }

    @Test
    void whatIsPutIsGot() {
        card.data(Pins.VERIFY_ADMIN);
        card.data(Pins.VERIFY_USER);
        for (String tag : new String[] {"005E", "5F50", "0101", "0102", "0103", "0104"}) {
            card.data("00DA" + tag + "03 414243");
            exchange("00CA" + tag + "00", "4142439000");
        }
        card.data("00 DA 00 5B 05 4D3C3C4A2E");
        exchange("00 CA 00 65 00", "5b054d3c3c4a2e5f2d02656e5f3501399000");
    }

    @Test
    void threeCertificatesAreWrittenAndReadByOccurrence() {
        card.data(Pins.VERIFY_ADMIN);
        for (int i = 0; i < 3; i++) {
            card.data("00 A5 0" + i + "04 06 60045C027F21");
            card.data("00 DA 7F 21 01 0" + (i + 1));
        }
        card.data("00 A4 04 00 06 D27600012401");
        exchange("00 CA 7F 21 00", "019000");
        exchange("00 CC 7F 21 00", "029000");
        exchange("00 CC 7F 21 00", "039000");
        exchange("00 CC 7F 21 00", "6a88");
    }

    @Test
    void aChallengeHasTheLengthAskedForAndIsNeverTheSame() {
        assertEquals(8, card.data("00 84 00 00 08").length);
        assertEquals(256, card.data("00 84 00 00 00").length);
        assertEquals(false, HEX.formatHex(card.data("00840000 10")).equals(HEX.formatHex(card.data("00840000 10"))));
    }

    @Test
    void aTerminatedCardKnowsOnlySelectAndActivateAndIsThenLikeNew() {
        card.data(Pins.VERIFY_ADMIN);
        card.data("00 DA 00 5E 01 41");
        card.data("00 24 00 81 0C 313233343536 363534333231");
        card.data("00 E6 00 00");
        exchange("00 CA 00 4F 00", "6985");
        exchange("00 A4 04 00 06 D27600012401", "6285");
        assertEquals(0x03, openPgp.atr()[14], "status indicator: initialisation");
        exchange("00 44 00 00", "9000");
        exchange("00 CA 00 5E 00", "9000");
        exchange(Pins.VERIFY_USER, "9000");
        exchange("00 20 00 83", "63c3");
    }

    @Test
    void anyoneTerminatesACardWhosePw3IsBlocked() {
        for (int i = 0; i < 3; i++) {
            card.send(Pins.WRONG_ADMIN);
        }
        exchange("00 E6 00 00", "9000");
        exchange("00 44 00 00", "9000");
        exchange(Pins.VERIFY_ADMIN, "9000");
    }
}
