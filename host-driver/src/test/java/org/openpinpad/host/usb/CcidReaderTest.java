// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.usb.CcidResult.Done;
import org.openpinpad.host.usb.CcidResult.Failed;

class CcidReaderTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String STATUS_0 = "65 00000000 00 00 000000";
    private static final String XFR_0 = "6F 05000000 00 00 00 0000 00CA006E00";

    private ScriptedPipe pipe = new ScriptedPipe(ScriptedPipe.READER);

    private CcidReader reader() {
        return new CcidReader(pipe, 0, pipe.clock());
    }

    @Test
    void slotStatusTellsWhetherACardIsIn() {
        pipe.expect(STATUS_0, "81 00000000 00 00 02 00 00");
        pipe.expect("65 00000000 00 01 000000", "81 00000000 00 01 00 00 00");
        CcidReader reader = reader();
        assertFalse(reader.cardPresent());
        assertTrue(reader.cardPresent());
    }

    @Test
    void sequenceNumbersWrap() {
        pipe.expect("65 00000000 00 FF 000000", "81 00000000 00 FF 01 00 00");
        pipe.expect(STATUS_0, "81 00000000 00 00 01 00 00");
        CcidReader reader = new CcidReader(pipe, -1, pipe.clock());
        assertTrue(reader.cardPresent());
        assertTrue(reader.cardPresent());
    }

    @Test
    void answersToOthersAreSkippedUpToTen() {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < CcidExchange.STRAYS_MAX; i++) {
            replies.add("81 00000000 00 77 00 00 00");
        }
        replies.add("81 00000000 00 00 01 00 00");
        pipe.expect(STATUS_0, replies.toArray(new String[0]));
        assertTrue(reader().cardPresent());

        replies.add(0, "81 00000000 01 00 00 00 00");
        pipe = new ScriptedPipe(ScriptedPipe.READER).expect(STATUS_0, replies.toArray(new String[0]));
        CcidReader reader = reader();
        assertEquals(
                Kind.PROTOCOL,
                assertThrows(ReaderException.class, reader::cardPresent).kind());
    }

    @Test
    void zeroLengthPacketsAreNoAnswers() {
        pipe.expect(STATUS_0, "", "", "81 00000000 00 00 01 00 00");
        assertTrue(reader().cardPresent());
    }

    @Test
    void silenceEndsAfterThreeSeconds() {
        pipe.expect(STATUS_0);
        CcidReader reader = reader();
        ReaderException told = assertThrows(ReaderException.class, reader::cardPresent);
        assertEquals("The reader did not answer GetSlotStatus in time.", told.getMessage());
        assertEquals(3_000, pipe.elapsedMs());
    }

    @Test
    void garbageShorterThanAHeaderIsNoAnswer() {
        pipe.expect(STATUS_0, "DEADBEEF");
        assertThrows(ReaderException.class, reader()::cardPresent);
    }

    @Test
    void aLengthBeyondAllBuffersIsToldAtOnce() {
        pipe.expect(STATUS_0, "81 FFFFFFFF 00 00 00 00 00");
        assertThrows(ReaderException.class, reader()::cardPresent);
        assertEquals(0, pipe.elapsedMs());
    }

    @Test
    void aMessageMayComeInSeveralTransfers() {
        pipe.expect(XFR_0, "80 04000000 00 00 00 00 00 01", "02 90", "00");
        assertEquals("01029000", response(reader().transmit(bytes("00CA006E00"))));
    }

    @Test
    void noCardIsToldBeforePower() {
        pipe.expect(STATUS_0, "81 00000000 00 00 02 00 00");
        CcidReader reader = reader();
        assertEquals(
                Kind.NO_CARD,
                assertThrows(ReaderException.class, reader::connect).kind());
        reader.close();
        pipe.assertDone();
    }

    @Test
    void aMuteCardIsTold() {
        pipe.expect(STATUS_0, "81 00000000 00 00 01 00 00");
        pipe.expect("62 00000000 00 01 00 0000", "80 00000000 00 01 41 FE 00");
        CcidReader reader = reader();
        assertEquals(
                "The card cannot be powered: card mute or absent; is it the right way round?",
                assertThrows(ReaderException.class, reader::connect).getMessage());
    }

    @Test
    void voltagesAreTriedInTurnWhereTheReaderDoesNotChoose() {
        pipe = new ScriptedPipe(ScriptedPipe.reader(271, 0x00020070, 3));
        pipe.expect(STATUS_0, "81 00000000 00 00 01 00 00");
        pipe.expect("62 00000000 00 01 01 0000", "80 00000000 00 01 41 FE 00");
        pipe.expect("62 00000000 00 02 02 0000", "80 02000000 00 02 00 00 00 3B00");
        CcidReader reader = reader();
        reader.connect();
        assertEquals(bytes("3B00"), reader.atr().orElseThrow());
    }

    @Test
    void aTpduReaderIsLeftToThePcscService() {
        pipe = new ScriptedPipe(ScriptedPipe.reader(271, 0x000100BA, 3));
        CcidReader reader = reader();
        assertEquals(
                "This reader leaves the card's transport protocol to the PC; use it through the PC/SC service.",
                assertThrows(ReaderException.class, reader::connect).getMessage());
    }

    @Test
    void aCommandLongerThanAMessageGoesInBlocks() {
        pipe = new ScriptedPipe(ScriptedPipe.reader(271, 0x000404BA, 3));
        String body = "AB".repeat(600);
        String command = "00DA0101000258" + body;
        String hex = command;
        pipe.expect("6F 05010000 00 00 00 0100" + hex.substring(0, 522), "80 00000000 00 00 00 00 10");
        pipe.expect("6F 05010000 00 01 00 0300" + hex.substring(522, 1044), "80 00000000 00 01 00 00 10");
        pipe.expect("6F 55000000 00 02 00 0200" + hex.substring(1044), "80 02000000 00 02 00 00 00 9000");
        assertEquals("9000", response(reader().transmit(bytes(command))));
        pipe.assertDone();
    }

    @Test
    void aCommandOfExactlyOneMessageIsWhole() {
        pipe = new ScriptedPipe(ScriptedPipe.reader(271, 0x000404BA, 3));
        String command = "00DA0101FF" + "CD".repeat(255) + "00";
        pipe.expect("6F 05010000 00 00 00 0000" + command, "80 02000000 00 00 00 00 00 9000");
        assertEquals("9000", response(reader().transmit(bytes(command))));
    }

    @Test
    void aResponseInBlocksIsPutTogether() {
        pipe.expect(XFR_0, "80 02000000 00 00 00 00 01 0102");
        pipe.expect("6F 00000000 00 01 00 1000", "80 02000000 00 01 00 00 03 0304");
        pipe.expect("6F 00000000 00 02 00 1000", "80 03000000 00 02 00 00 02 059000");
        assertEquals("01020304059000", response(reader().transmit(bytes("00CA006E00"))));
        pipe.assertDone();
    }

    @Test
    void anErrorInTheMiddleOfAResponseIsTheResult() {
        pipe.expect(XFR_0, "80 02000000 00 00 00 00 01 0102");
        pipe.expect("6F 00000000 00 01 00 1000", "80 00000000 00 01 42 FE 00");
        Failed failed = assertInstanceOf(Failed.class, reader().transmit(bytes("00CA006E00")));
        assertTrue(failed.cardAbsent());
    }

    @Test
    void aResponseWithoutEndIsCutOff() {
        for (int block = 0; block < 2_000; block++) {
            int seq = block & 0xFF;
            pipe.expect(
                    block == 0 ? XFR_0 : "6F 00000000 00 %02X 00 1000".formatted(seq),
                    "80 00000000 00 %02X 00 00 03".formatted(seq));
        }
        CcidReader reader = reader();
        ByteBuffer command = bytes("00CA006E00");
        assertEquals(
                "The reader's response comes in too many blocks.",
                assertThrows(ReaderException.class, () -> reader.transmit(command))
                        .getMessage());
    }

    @Test
    void aResponseLongerThanAnyCardsIsCutOff() {
        String block = "EE".repeat(60_000);
        pipe.expect(XFR_0, "80 60EA0000 00 00 00 00 01" + block);
        pipe.expect("6F 00000000 00 01 00 1000", "80 60EA0000 00 01 00 00 02" + block);
        CcidReader reader = reader();
        ByteBuffer command = bytes("00CA006E00");
        assertEquals(
                "The reader's response is longer than any card's can be.",
                assertThrows(ReaderException.class, () -> reader.transmit(command))
                        .getMessage());
    }

    @Test
    void extensionsOfACardCommandEndSomewhere() {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            replies.add("later 2000");
            replies.add("80 00000000 00 00 80 01 00");
        }
        pipe.expect(XFR_0, replies.toArray(new String[0]));
        CcidReader reader = reader();
        ByteBuffer command = bytes("00CA006E00");
        assertEquals(
                Kind.TIMEOUT,
                assertThrows(ReaderException.class, () -> reader.transmit(command))
                        .kind());
        assertEquals(300_000, pipe.elapsedMs());
    }

    @Test
    void anExtensionMultipliesThePatienceOnce() {
        pipe.expect(XFR_0, "80 00000000 00 00 80 03 00", "later 25000", "80 02000000 00 00 00 00 00 9000");
        assertEquals("9000", response(reader().transmit(bytes("00CA006E00"))));
    }

    @Test
    void aReaderPulledOutIsClosedWithoutAnotherError() {
        pipe.expect(STATUS_0, "81 00000000 00 00 01 00 00");
        pipe.expect("62 00000000 00 01 00 0000", "80 02000000 00 01 00 00 00 3B00");
        pipe.expect("63 00000000 00 02 000000", "gone");
        CcidReader reader = reader();
        reader.connect();
        reader.close();
        assertTrue(pipe.closed);
    }

    @Test
    void theTraceShowsNoContents() {
        List<String> lines = new ArrayList<>();
        pipe.expect("6F 08000000 00 00 00 0000 00DA010103 313233", "80 04000000 00 00 00 00 00 5152 9000");
        new CcidReader(new TracedPipe(pipe, lines::add), 0, pipe.clock()).transmit(bytes("00DA010103313233"));
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("→ XfrBlock seq 0, 8 bytes"), lines.get(0));
        assertTrue(lines.get(1).endsWith("9000"), lines.get(1));
        assertFalse(lines.toString().contains("3132"), lines.toString());
        assertFalse(lines.toString().contains("5152"), lines.toString());
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HEX.parseHex(hex));
    }

    private static String response(CcidResult result) {
        ByteBuffer data = assertInstanceOf(Done.class, result).reply().data();
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        return HEX.formatHex(copy);
    }
}
