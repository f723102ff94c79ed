// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.simulator.card.Terminal;
import org.openpinpad.simulator.card.os.StateFile;

class StateFileTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("card");
    }

    private Terminal card() throws IOException {
        return new Terminal(OpenPgpCard.keptIn(file, Lengths.EXTENDED));
    }

    @Test
    void everythingIsThereAgain() throws IOException {
        Terminal card = card();
        card.data(Pins.VERIFY_ADMIN);
        card.data("00 DA 00 C1 09 13 2A8648CE3D030107");
        card.data("00 DA 00 C4 01 01");
        card.data("00 DA 00 D3 08 3535353535353535");
        card.data("00 DA 00 5E 03 414243");
        card.data("00 A5 02 04 06 60045C027F21");
        card.data("00 DA 7F 21 02 3000");
        byte[] signing = card.data("00478000 02 B600 00");
        byte[] deciphering = card.data("00478000 000002 B800 0000");
        card.data("00 20 00 81 06 313233343536");
        card.data("002A9E9A 20" + "11".repeat(32) + "00");
        card.data("00 24 00 81 0E 313233343536 3132333435363738");
        card.send(Pins.WRONG_ADMIN);

        card = card();
        assertEquals("01" + "7f7f7f" + "030302" + "9000", card.send("00 CA 00 C4 00"));
        assertEquals("4142439000", card.send("00 CA 00 5E 00"));
        assertEquals("0101020103009000", card.send("00 CA 00 DE 00"));
        assertEquals("0000019000", card.send("00 CA 00 93 00"));
        assertEquals("132a8648ce3d0301079000", card.send("00 CA 00 C1 00"));
        assertArrayEquals(signing, card.data("00478100 02 B600 00"));
        assertArrayEquals(deciphering, card.data("00478100 000002 B800 0000"));
        card.data("00 A5 02 04 06 60045C027F21");
        assertEquals("30009000", card.send("00 CA 7F 21 00"));
        assertEquals("63c3", card.send("00 20 00 82"), "no status survives");
        assertEquals("9000", card.send("00 20 00 82 08 3132333435363738"));
        assertEquals("9000", card.send("00 2C 00 81 0E 3535353535353535 363636363636"));
    }

    @Test
    void aTryIsLostForGoodBeforeItsAnswer() throws IOException {
        for (int left = 2; left >= 0; left--) {
            assertEquals("63c" + left, card().send(Pins.WRONG_USER));
        }
        assertEquals("6983", card().send(Pins.VERIFY_USER));
    }

    @Test
    void aTerminatedCardStaysTerminated() throws IOException {
        Terminal card = card();
        card.data(Pins.VERIFY_ADMIN);
        card.data("00 E6 00 00");
        assertEquals("6285", card().send("00 A4 04 00 06 D27600012401"));
    }

    @Test
    void theFileIsTheOwnersAloneAndHoldsNoPin() throws IOException {
        card();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String text = Files.readString(file);
        assertFalse(text.contains("123456") || text.contains("313233343536"));
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count(), "nothing is left beside it");
        }
    }

    @Test
    void aReadingCommandDoesNotWrite() throws IOException {
        Terminal card = card();
        Files.delete(file);
        card.data("00 CA 00 4F 00");
        card.data("00 20 FF 82");
        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "sha256 ", "OpenPinpad-OpenPGP-card 1\n"})
    void foreignBytesAreRefusedInOneSentence(String content) throws IOException {
        Files.writeString(file, content);
        refused("its checksum is wrong");
    }

    private void refused(String why) {
        IOException refused = assertThrows(IOException.class, this::card);
        assertEquals(
                "The card's state in " + file + " cannot be used: " + why
                        + "; remove the file to begin with a new card.",
                refused.getMessage());
    }

    @Test
    void everyCutAndEveryChangedByteIsNoticed() throws IOException {
        card();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x04;
            Files.write(file, bad);
            refused("its checksum is wrong");
        }
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        refused("its checksum is wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OpenPinpad-OpenPGP-card 2",
                "T\nnonsense",
                "T\nterminated maybe",
                "T\nPW1 4:6:00:00",
                "T\nsignatures -1",
                "T\nsignatures many",
                "T\nkey SIGNATURE:true:NIST_P256:0",
                "T\nkey SIGNATURE:true:NIST_P256:zz",
                "T\nkey SIGNATURE:true:RSA_2048:3:5:7",
                "T\nkey NONE:true:NIST_P256:1",
                "T\nkey SIGNATURE:true:DSA:1",
                "T\nkey",
                "T\nobject C1:00",
                "T\nobject 1234:00",
                "T\nobject C7:00",
                "T\nobject 5E:0",
                "T\nobject 5E"
            })
    void linesThatMakeNoSenseAreNamed(String lines) throws IOException {
        card();
        String text = lines.replaceFirst("^T", "OpenPinpad-OpenPGP-card 1") + "\n";
        Files.writeString(file, text + StateFile.checksum(text), StandardCharsets.US_ASCII);
        refused("line " + (lines.startsWith("T") ? 2 : 1) + " makes no sense");
    }

    @Test
    void aStateThatCannotBeSavedIsAMemoryFailure() throws IOException {
        Path sub = Files.createDirectory(directory.resolve("sub"));
        file = sub.resolve("card");
        Terminal card = card();
        Files.delete(file);
        Files.delete(sub);
        assertEquals("6581", card.send(Pins.VERIFY_USER));
        assertEquals("6581", card.send("00 CA 00 5E 00"), "as long as the lost try is not saved");
        assertThrows(IOException.class, this::card);
        Files.createDirectory(sub);
        assertEquals("9000", card.send("00 CA 00 5E 00"));
    }

    @Test
    void aDirectoryIsNoState() throws IOException {
        file = directory;
        refused("it is no file of a card");
        assertTrue(Files.isDirectory(directory));
    }
}
