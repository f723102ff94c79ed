// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;

/** The event log by PC_to_RDR_Escape (CCID 1.1 §6.1.8, §6.2.4). */
class CcidEventsTest {

    private static final String FROM_0 = "6B 07000000 00 00 000000 4F500100000000";
    private static final String FROM_8 = "6B 07000000 00 01 000000 4F500108000000";
    private static final String EVENT_7 = "83 10000000 00 00 02 00 00 4F500101 07000000 05000000 0200 6869";

    private final ScriptedPipe pipe = new ScriptedPipe(ScriptedPipe.READER);

    private CcidReader reader() {
        return new CcidReader(pipe, 0, pipe.clock());
    }

    @Test
    void eventsAreReadWithoutPowerForTheCard() {
        pipe.expect(FROM_0, EVENT_7);
        pipe.expect(FROM_8, "83 04000000 00 01 02 00 00 4F500100");
        try (CcidReader reader = reader()) {
            assertEquals(List.of(new EventAnswer.Entry(7, 5, "hi")), reader.events(0));
        }
        pipe.assertDone();
        assertTrue(pipe.closed);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            bError 0          | 83 00000000 00 00 42 00 00       | UNSUPPORTED | This reader has no event log.
            slot busy         | 83 00000000 00 00 40 E0 00       | IO          | The reader did not give its event log: slot busy.
            bad dwLength      | 83 00000000 00 00 40 01 00       | IO          | The reader did not give its event log: bad field at offset 1.
            nothing in it     | 83 00000000 00 00 02 00 00       | PROTOCOL    | The reader's answer is no event log.
            another's answer  | 83 02000000 00 00 02 00 00 9000  | PROTOCOL    | The reader's answer is no event log.
            a DataBlock       | 80 04000000 00 00 02 00 00 4F500100 | PROTOCOL | The reader answered Escape with the wrong kind of message, 80.
            a wrong dwLength  | 83 05000000 00 00 02 00 00 4F500100 | PROTOCOL | The reader's answer to Escape is no CCID message; unplug it once.
            a reserved status | 83 04000000 00 00 C2 00 00 4F500100 | PROTOCOL | The reader's answer to Escape has a status that CCID reserves.
            silence           | later 9000                       | TIMEOUT     | The reader did not answer Escape in time.
            unplugged         | gone                             | GONE        | The reader was unplugged.
            """)
    void whatIsNotTheLogIsOneSentence(String what, String reply, Kind kind, String sentence) {
        pipe.expect(FROM_0, reply);
        CcidReader reader = reader();
        ReaderException told = assertThrows(ReaderException.class, () -> reader.events(0));
        assertEquals(sentence, told.getMessage());
        assertEquals(kind, told.kind());
    }

    @Test
    void theTraceShowsLengthsOnly() {
        List<String> lines = new ArrayList<>();
        pipe.expect(FROM_0, EVENT_7);
        pipe.expect(FROM_8, "83 04000000 00 01 02 00 00 4F500100");
        new CcidReader(new TracedPipe(pipe, lines::add), 0, pipe.clock()).events(0);
        assertEquals(
                List.of(
                        "→ Escape seq 0, 7 bytes",
                        "← Escape seq 0, 16 bytes",
                        "→ Escape seq 1, 7 bytes",
                        "← Escape seq 1, 4 bytes"),
                lines);
        assertFalse(lines.toString().contains("hi"));
    }
}
