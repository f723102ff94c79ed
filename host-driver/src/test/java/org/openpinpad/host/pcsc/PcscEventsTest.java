// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.WireTrace;

/** The event log through a driver: feature 13h CCID_ESC_COMMAND, or SCARD_CTL_CODE(1). */
class PcscEventsTest {

    private static final String FEATURES = "42000D48";
    private static final String ESCAPE = "42000001";
    private static final String ALLOWED = "060442330006 130442000001";
    private static final String NOT_ALLOWED = "060442330006";
    private static final String FROM_0 = "4F500100000000";
    private static final String FROM_8 = "4F500108000000";
    private static final String EVENT_7 = "4F500101 07000000 05000000 0200 6869";
    private static final String NO_MORE = "4F500100";

    private static final String CLOSED = "The reader's driver keeps programs from the event log: set bit 0 of"
            + " ifdDriverOptions in libccid's Info.plist (Debian: /etc/libccid_Info.plist) and restart pcscd,"
            + " or stop pcscd and name the reader as usb:VID:PID.";

    private final ScriptedCard card = new ScriptedCard();

    private PcscReader reader() {
        return reader(new FakeTerminal("R", card, ""));
    }

    private static PcscReader reader(FakeTerminal terminal) {
        return new PcscReader(terminal, WireTrace.NONE);
    }

    private ReaderException told() {
        PcscReader reader = reader();
        return assertThrows(ReaderException.class, () -> reader.events(0));
    }

    @Test
    void theDriversOwnCodeIsUsedAndTheCardIsLeftAsItIs() {
        card.control(FEATURES, "", "060442330006 1304420000AA")
                .control("420000AA", FROM_0, EVENT_7)
                .control("420000AA", FROM_8, NO_MORE);
        try (PcscReader reader = reader()) {
            assertEquals(List.of(new EventAnswer.Entry(7, 5, "hi")), reader.events(0));
        }
        card.assertDone();
        assertEquals(List.of(false), card.disconnects);
    }

    @Test
    void aDriverThatDoesNotListItIsAskedAllTheSame() {
        card.control(FEATURES, "", NOT_ALLOWED).control(ESCAPE, FROM_0, NO_MORE);
        assertEquals(List.of(), reader().events(0));
        card.assertDone();
    }

    @Test
    void aConnectionThatThereIsIsUsedAndKept() {
        card.control(FEATURES, "", NOT_ALLOWED);
        FakeTerminal terminal = new FakeTerminal("R", card, "");
        try (PcscReader reader = reader(terminal)) {
            reader.connect();
            card.control(FEATURES, "", ALLOWED).control(ESCAPE, FROM_0, NO_MORE);
            reader.events(0);
            assertEquals(List.of(), card.disconnects);
        }
        assertEquals(1, terminal.connects);
        assertEquals(List.of(true), card.disconnects);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SCARD_E_NOT_TRANSACTED",
                "SCARD_E_UNSUPPORTED_FEATURE",
                "SCARD_F_COMM_ERROR",
                "SCARD_E_INVALID_PARAMETER",
                "SCARD_E_INVALID_VALUE"
            })
    void aRefusalIsTheReadersIfTheDriverAllowsEscapeElseTheDrivers(String code) {
        card.control(FEATURES, "", ALLOWED).control(ESCAPE, FROM_0, "!" + code);
        ReaderException told = told();
        assertEquals("This reader has no event log.", told.getMessage());
        assertEquals(Kind.UNSUPPORTED, told.kind());

        card.control(FEATURES, "", NOT_ALLOWED).control(ESCAPE, FROM_0, "!" + code);
        told = told();
        assertEquals(CLOSED, told.getMessage());
        assertEquals(Kind.UNSUPPORTED, told.kind());
        card.assertDone();
        assertEquals(List.of(false, false), card.disconnects);
    }

    @Test
    void aReaderThatHasAnsweredHasALog() {
        card.control(FEATURES, "", ALLOWED)
                .control(ESCAPE, FROM_0, EVENT_7)
                .control(ESCAPE, FROM_8, "!SCARD_E_NOT_TRANSACTED");
        assertEquals("The reader gave up with an error of its own.", told().getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "SCARD_E_READER_UNAVAILABLE, GONE",
        "SCARD_W_REMOVED_CARD, NO_CARD",
        "SCARD_E_NO_SERVICE, NO_SERVICE",
        "SCARD_W_RESET_CARD, IO"
    })
    void otherErrorsAreWhatTheyAre(String code, Kind kind) {
        card.control(FEATURES, "", ALLOWED).control(ESCAPE, FROM_0, "!" + code);
        assertEquals(kind, told().kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9000", "4F5001", "4F500101", "4F500101 07000000 05000000 0300 6869"})
    void whatIsNoEventLogIsTold(String answer) {
        card.control(FEATURES, "", ALLOWED).control(ESCAPE, FROM_0, answer);
        ReaderException told = told();
        assertEquals("The reader's answer is no event log.", told.getMessage());
        assertEquals(Kind.PROTOCOL, told.kind());
        assertEquals(List.of(false), card.disconnects);
    }

    @Test
    void withoutACardThereIsNoWay() {
        PcscReader empty = reader(new FakeTerminal("R", null, ""));
        ReaderException told = assertThrows(ReaderException.class, () -> empty.events(0));
        assertEquals(
                "There is no card in the reader, and without one PC/SC gives no way to the event log;"
                        + " insert one, or name the reader as usb:VID:PID.",
                told.getMessage());
        assertEquals(Kind.NO_CARD, told.kind());
    }

    @Test
    void aCardThatAnotherProgramHasIsTold() {
        PcscReader taken = reader(new FakeTerminal("R", null, "SCARD_E_SHARING_VIOLATION"));
        assertEquals(
                Kind.BUSY,
                assertThrows(ReaderException.class, () -> taken.events(0)).kind());
    }

    @Test
    void theTraceShowsLengthsOnly() {
        List<String> lines = new ArrayList<>();
        card.control(FEATURES, "", ALLOWED).control(ESCAPE, FROM_0, EVENT_7).control(ESCAPE, FROM_8, NO_MORE);
        new PcscReader(new FakeTerminal("R", card, ""), lines::add).events(0);
        assertEquals(
                List.of(
                        "→ control 42000D48 GET_FEATURE_REQUEST, 0 bytes",
                        "← 12 bytes",
                        "→ control 42000001 CCID_ESC_COMMAND, 7 bytes",
                        "← 16 bytes",
                        "→ control 42000001 CCID_ESC_COMMAND, 7 bytes",
                        "← 4 bytes"),
                lines);
    }
}
