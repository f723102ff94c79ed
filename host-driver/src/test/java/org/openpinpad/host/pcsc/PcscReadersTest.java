// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.ReaderFinder.Found;
import org.openpinpad.host.WireTrace;

class PcscReadersTest {

    private static final FakeTerminal EMPTY = new FakeTerminal("OpenPinpad 00 00", null, "");
    private static final FakeTerminal LOADED = new FakeTerminal("Other Reader 01 00", new ScriptedCard(), "");
    private static final FakeTerminal TAKEN = new FakeTerminal("Taken 02 00", null, "SCARD_E_SHARING_VIOLATION");

    @Test
    void listsNamesAndStates() {
        assertEquals(
                List.of(
                        new Found("OpenPinpad 00 00", "OpenPinpad 00 00", "no card"),
                        new Found("Other Reader 01 00", "Other Reader 01 00", "card present")),
                readers(EMPTY, LOADED).list());
    }

    @Test
    void noReadersIsAnEmptyList() {
        assertEquals(List.of(), failing("SCARD_E_NO_READERS_AVAILABLE").list());
    }

    @Test
    void withoutServiceItSaysWhatToInstall() {
        PcscReaders absent = new PcscReaders(() -> {
            throw new NoSuchAlgorithmException("none");
        });
        for (PcscReaders none : List.of(absent, failing("SCARD_E_NO_SERVICE"))) {
            assertTold(
                    Kind.NO_SERVICE,
                    "No PC/SC service answers: install and start pcscd, or name a reader as usb:VID:PID to go without it.",
                    none);
        }
    }

    @Test
    void aPartOfTheNameIsEnough() {
        assertEquals("Other Reader 01 00", open(readers(EMPTY, LOADED), "other").name());
    }

    @Test
    void theWholeNameWinsOverOthersThatContainIt() {
        FakeTerminal longer = new FakeTerminal("OpenPinpad 00 00 bis", null, "");
        assertEquals(
                "OpenPinpad 00 00",
                open(readers(longer, EMPTY), "OpenPinpad 00 00").name());
    }

    @Test
    void withoutANameTheOneWithACardIsMeant() {
        assertEquals("Other Reader 01 00", open(readers(EMPTY, LOADED), "").name());
        assertEquals("OpenPinpad 00 00", open(readers(EMPTY), "").name());
    }

    @Test
    void whatDoesNotFitIsToldWithWhatThereIs() {
        assertEquals(
                "No reader is called 'x1'; there is 'OpenPinpad 00 00'.",
                assertThrows(ReaderException.class, () -> open(readers(EMPTY), "x1"))
                        .getMessage());
        assertEquals(
                "More than one reader fits; there is 'OpenPinpad 00 00', 'Taken 02 00'.",
                assertThrows(ReaderException.class, () -> open(readers(EMPTY, TAKEN), ""))
                        .getMessage());
        assertTold(
                Kind.NO_READER,
                "The PC/SC service knows no reader; is it plugged in, and does 'pcsc_scan -r' show it?",
                readers());
    }

    @Test
    void connectingTellsWhyNot() {
        Reader empty = open(readers(EMPTY), "");
        assertEquals(
                Kind.NO_CARD,
                assertThrows(ReaderException.class, empty::connect).kind());
        Reader taken = open(readers(TAKEN), "");
        ReaderException busy = assertThrows(ReaderException.class, taken::connect);
        assertEquals(Kind.BUSY, busy.kind());
        assertEquals(
                "Another program has the card to itself; if it is GnuPG, 'gpgconf --kill scdaemon' frees it.",
                busy.getMessage());
    }

    @Test
    void closingMakesTheCardForgetThePin() {
        ScriptedCard card = new ScriptedCard().control("42000D48", "", "060442330006");
        try (Reader reader = open(readers(new FakeTerminal("R", card, "")), "")) {
            reader.connect();
            assertEquals(2, reader.atr().orElseThrow().remaining());
        }
        assertEquals(List.of(true), card.disconnects);
    }

    @Test
    void pcscLitesLibraryIsFoundWhereItLies(@TempDir Path directory) throws java.io.IOException {
        assertEquals(Optional.empty(), PcscLibrary.find(Stream.of(directory)));
        Path library = Files.createFile(directory.resolve("libpcsclite.so.1"));
        assertEquals(Optional.of(library), PcscLibrary.find(Stream.of(directory.resolve("absent"), directory)));
    }

    private static void assertTold(Kind kind, String sentence, PcscReaders readers) {
        ReaderException told = assertThrows(ReaderException.class, () -> open(readers, ""));
        assertEquals(sentence, told.getMessage());
        assertEquals(kind, told.kind());
    }

    private static Reader open(PcscReaders readers, String name) {
        return readers.open(name, WireTrace.NONE);
    }

    private static PcscReaders readers(FakeTerminal... terminals) {
        return new PcscReaders(() -> new FakeTerminals(Arrays.asList(terminals), ""));
    }

    private static PcscReaders failing(String code) {
        return new PcscReaders(() -> new FakeTerminals(List.of(), code));
    }

    private static final class FakeTerminals extends CardTerminals {
        private final List<? extends CardTerminal> terminals;
        private final String failure;

        FakeTerminals(List<? extends CardTerminal> terminals, String failure) {
            this.terminals = terminals;
            this.failure = failure;
        }

        @Override
        public List<CardTerminal> list(State state) throws CardException {
            if (!failure.isEmpty()) {
                throw ScriptedCard.failure(failure);
            }
            return List.copyOf(terminals);
        }

        @Override
        public boolean waitForChange(long timeout) {
            throw new UnsupportedOperationException();
        }
    }
}
