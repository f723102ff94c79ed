// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.gadget.reader.PinPort;
import org.openpinpad.linux.LockedPage;

/** The bytes that the card gets, for every client's request. */
class PinPadCommandTest {

    private static final String DIGITS = "1234567890".repeat(13);

    @ParameterizedTest
    @MethodSource("org.openpinpad.pin.VerifyBlock#accepted")
    void theCardGetsThePinWhereTheClientWantsIt(VerifyBlock block) {
        PinPadRig rig = new PinPadRig();
        assertEquals(PinPort.ACCEPTED, rig.begin(block.abData()));
        rig.type(DIGITS.substring(0, block.min() - 1) + "O");
        assertEquals(0, rig.card.commands, "one digit is missing");
        rig.type(DIGITS.substring(block.min() - 1, block.min()));
        rig.type("O");
        assertEquals(Hex.text(Hex.bytes(block.command())), rig.card.command);
    }

    @ParameterizedTest
    @MethodSource("org.openpinpad.pin.VerifyBlock#refused")
    void nobodyIsAskedForAPinThatWouldGoAstray(VerifyBlock block) {
        PinPadRig rig = new PinPadRig();
        assertEquals(block.offset(), rig.begin(block.abData()));
        rig.type("123456O");
        rig.pass(300 * PinPadRig.S);
        assertEquals(0, rig.card.commands);
        String why = block.offset() == 25
                ? "Refused: The PC wanted your PIN in a command that takes no PIN.."
                : "Refused: The PC asked for a PIN entry that this reader cannot do..";
        assertEquals(1, rig.screens.size());
        rig.restsWith(why);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "header alone        | 00 20 00 81             | 00 20 00 81 04 31323334",
                "Lc = 0              | 00 20 00 81 00          | 00 20 00 81 04 31323334",
                "padded, block of 8  | 00 20 00 81 08 FFx8     | 00 20 00 81 08 31323334 FFx4",
                "padded, no block    | 00 20 00 81 0A 00x10    | 00 20 00 81 0A 31323334 00x6"
            })
    void theFourShapesOfTheCommand(String shape, String apdu, String expected) {
        PinPadRig rig = new PinPadRig();
        String block = shape.equals("padded, block of 8") ? "08" : "00";
        assertEquals(PinPort.ACCEPTED, rig.begin("00 1E 82 " + block + " 00 0804 02 01 0904 00 000000 " + apdu));
        rig.type("1234O");
        assertEquals(Hex.text(Hex.bytes(expected)), rig.card.command);
        assertTrue(rig.stageIsEmpty());
    }

    @Test
    void correctedDigitsReachNeitherTheCardNorThePadding() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 1E 82 08 00 0804 02 01 0904 00 000000 00 20 00 81 08 FFx8");
        rig.type("99999999C9CCCCCCCCCC12345CO");
        assertEquals(Hex.text(Hex.bytes("00 20 00 81 08 31323334 FFx4")), rig.card.command);
    }

    @Test
    void aCorrectedDigitIsErasedAtOnce() {
        PinPadRig rig = PinPadRig.entering();
        rig.type("1234");
        assertFalse(rig.page.isWiped());
        rig.type("CCCC");
        assertTrue(rig.page.isWiped());
    }

    /** 20 81 04 31 32 33 34: everything else in the page is zero. */
    @Test
    void thePinIsInThePageOnce() {
        PinPadRig rig = PinPadRig.checking();
        long used = IntStream.range(0, LockedPage.SIZE)
                .filter(i -> rig.page.bytes().get(i) != 0)
                .count();
        assertEquals(7, used);
    }

    /** 24 81 08 and eight digits: the repeated PIN is gone. */
    @Test
    void thePinsOfAChangeAreInThePageOnce() {
        PinPadRig rig = PinPadRig.changing();
        rig.type("1234O4321O4321O");
        long used = IntStream.range(0, LockedPage.SIZE)
                .filter(i -> rig.page.bytes().get(i) != 0)
                .count();
        assertEquals(11, used);
    }

    @Test
    void digitsBeyondTheMostAreLeftOut() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 1E 82 00 00 0604 02 01 0904 00 000000 00 20 00 81 00");
        rig.type("123456789O");
        assertEquals("0020008106313233343536", rig.card.command);
    }

    /** The PIN page holds three PINs at most; the repeated one is not part of the command. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "OpenSC OpenPGP        | 02 00 00 00 00 2006 03 02 00 0000 00 000000 00 24 00 81 00             | 123456O654321O654321O | 00 24 00 81 0C 313233343536 363534333231",
                "lengths of their own  | 02 00 00 00 00 2004 03 02 00 0000 00 000000 00 24 00 81                | 1234O654321O654321O   | 00 24 00 81 0A 31323334 363534333231",
                "not repeated          | 02 00 00 00 00 2004 02 02 00 0000 00 000000 00 24 00 81 00             | 1234O4321O            | 00 24 00 81 08 31323334 34333231",
                "new alone             | 82 00 00 00 00 0606 01 02 02 0704 0001 000000 00 2C 02 03              | 123456O123456O        | 00 2C 02 03 06 313233343536",
                "new alone, once       | 82 00 00 00 00 0606 00 02 02 0704 0001 000000 00 24 01 03 00           | 123456O               | 00 24 01 03 06 313233343536",
                "PIV                   | 02 08 00 00 08 0804 03 02 00 0000 00 000000 00 24 00 80 10 FFx16       | 1234O123456O123456O   | 00 24 00 80 10 31323334 FFx4 313233343536 FFx2",
                "Belgian eID           | 89 47 04 00 08 0C04 03 02 03 0904 000102 000000 00 24 00 01 10 20 FFx7 20 FFx7 | 1234O56789O56789O | 00 24 00 01 10 24 1234 FFx5 25 56789F FFx4",
                "unblock               | 02 00 00 00 00 2006 03 02 00 0000 00 000000 00 2C 00 81 00             | 87654321O123456O123456O | 00 2C 00 81 0E 3837363534333231 313233343536"
            })
    void aChangeHasItsPinsWhereTheClientWantsThem(String client, String fields, String keys, String command) {
        PinPadRig rig = new PinPadRig();
        assertEquals(PinPort.ACCEPTED, rig.begin("01 1E " + fields));
        rig.type(keys);
        assertEquals(Hex.text(Hex.bytes(command)), rig.card.command);
    }

    @Test
    void theLongestChangeFits() {
        PinPadRig rig = new PinPadRig();
        rig.begin("01 1E 82 00 00 00 00 FF01 03 02 00 0000 00 000000 00 24 00 81 00");
        String longest = DIGITS.substring(0, 127);
        rig.type(longest + "O" + longest + "O" + longest + "O");
        assertEquals("00240081FE", rig.card.command.substring(0, 10));
        assertEquals(10 + 4 * 127, rig.card.command.length());
    }

    @Test
    void clearedDigitsAreGoneFromThePage() {
        PinPadRig rig = PinPadRig.changing();
        rig.type("99999999E");
        assertTrue(rig.page.isWiped());
        rig.type("1234O888888E4321O4321O");
        assertEquals(Hex.text(Hex.bytes("00 24 00 81 08 31323334 34333231")), rig.card.command);
    }

    @Test
    void theLongestPinFits() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 1E 82 00 00 FF01 02 01 0904 00 000000 00 20 00 81 00");
        rig.type(DIGITS + "O");
        assertEquals("002000817F", rig.card.command.substring(0, 10));
        assertEquals(10 + 2 * 127, rig.card.command.length());
    }

    @Test
    void theLongestPaddedCommandFits() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 1E 82 00 00 FF01 02 01 0904 00 000000 00 20 00 81 FF EEx255");
        rig.type("1O");
        assertEquals("00200081FF31" + "EE".repeat(254), rig.card.command);
    }

    /** What an earlier, longer entry left would be seen in the padding's place or behind the command. */
    @Test
    void nothingOfAnEarlierEntryGetsIntoTheNext() {
        PinPadRig rig = new PinPadRig();
        rig.begin(PinPadRig.VERIFY);
        rig.type("98765432109876O");
        rig.card.answers(0x63C2);
        rig.begin(PinPadRig.VERIFY);
        rig.type("1234O");
        assertEquals("002000810431323334", rig.card.command);
    }

    @Test
    void theEntryIsCompleteAtTheMostIfThePcSaysSo() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 1E 82 00 00 0604 01 01 0904 00 000000 00 20 00 81 00");
        rig.type("12345");
        assertEquals(0, rig.card.commands);
        rig.type("6");
        assertEquals("0020008106313233343536", rig.card.command);
    }

    /** The PC could else have unfinished PINs sent to the card, at the cost of a try each. */
    @Test
    void timeNeverCompletesAnEntry() {
        PinPadRig rig = new PinPadRig();
        rig.begin("00 05 82 00 00 0604 04 01 0904 00 000000 00 20 00 81 00");
        rig.type("12345");
        rig.pass(5 * PinPadRig.S);
        assertEquals(0, rig.card.commands);
        assertEquals("Timed out: The PIN is forgotten.", rig.screen());
    }
}
