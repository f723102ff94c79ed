// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.host.ReaderException.Kind;

class EventPagesTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String NONE = "4F500100";

    private final List<String> requests = new ArrayList<>();

    private List<EventAnswer.Entry> read(long first, String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        return EventPages.read(first, abData -> {
            byte[] request = new byte[abData.remaining()];
            abData.get(request);
            requests.add(HEX.formatHex(request));
            return bytes(left.remove());
        });
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HEX.parseHex(hex.replace(" ", "")));
    }

    @Test
    void anEmptyLogIsOneQuestion() {
        assertEquals(List.of(), read(0, NONE));
        assertEquals(List.of("4F500100000000"), requests);
    }

    @Test
    void asksAgainBehindTheLastNumberUntilThereIsNoMore() {
        assertEquals(
                List.of(
                        new EventAnswer.Entry(1, 61, "ab"),
                        new EventAnswer.Entry(2, 60, ""),
                        new EventAnswer.Entry(0x102, 0, "ü")),
                read(
                        0,
                        "4F5001 02  01000000 3D000000 0200 6162  02000000 3C000000 0000",
                        "4F5001 01  02010000 00000000 0200 C3BC",
                        NONE));
        assertEquals(List.of("4F500100000000", "4F500103000000", "4F500103010000"), requests);
    }

    @Test
    void theOldestThatIsStillThereMayHaveAHigherNumber() {
        assertEquals(
                40, read(7, "4F5001 01  28000000 00000000 0000", NONE).get(0).number());
        assertEquals(List.of("4F500107000000", "4F500129000000"), requests);
    }

    @Test
    void behindTheHighestNumberNothingIsAsked() {
        assertEquals(
                List.of(new EventAnswer.Entry(0xFFFF_FFFFL, 0xFFFF_FFFFL, "")),
                read(0, "4F5001 01  FFFFFFFF FFFFFFFF 0000"));
        assertEquals(List.of(), read(0x1_0000_0000L));
        assertEquals(1, requests.size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                        | ''
            a status word                  | 9000
            a tag alone                    | 4F5001
            another tag                    | 4F500200
            a count without events         | 4F500101
            an event cut in its header     | 4F500101 01000000 00000000 00
            an event cut in its text       | 4F500101 01000000 00000000 0200 61
            a text longer than the answer  | 4F500101 01000000 00000000 FFFF 61
            fewer events than counted      | 4F500102 01000000 00000000 0100 61
            more events than counted       | 4F500100 01000000 00000000 0100 61
            a byte too many                | 4F500101 01000000 00000000 0100 61 00
            the same number twice          | 4F500102 05000000 00000000 0000 05000000 00000000 0000
            falling numbers                | 4F500102 06000000 00000000 0000 05000000 00000000 0000
            a number that was not wanted   | 4F500101 04000000 00000000 0000
            """)
    void whatIsNoEventLogIsTold(String what, String answer) {
        ReaderException told = assertThrows(ReaderException.class, () -> read(5, answer));
        assertEquals(Kind.PROTOCOL, told.kind());
        assertEquals("The reader's answer is no event log.", told.getMessage());
        assertEquals(1, requests.size());
    }

    @Test
    void aLogWithoutEndIsLeft() {
        ReaderException told = assertThrows(
                ReaderException.class,
                () -> EventPages.read(0, abData -> {
                    requests.add("");
                    ByteBuffer answer = bytes("4F500101 00000000 00000000 0000");
                    abData.position(3);
                    return answer.put(4, abData, 3, 4);
                }));
        assertEquals("The reader's event log does not end.", told.getMessage());
        assertEquals(EventPages.PAGES_MAX, requests.size());
    }

    @Test
    void anyBytesAreEventsOrAnErrorForTheUser() {
        Random random = new Random(13);
        for (int i = 0; i < 20_000; i++) {
            byte[] any = new byte[4 + random.nextInt(40)];
            random.nextBytes(any);
            System.arraycopy(HEX.parseHex("4F5001"), 0, any, 0, 3);
            any[3] = (byte) random.nextInt(3);
            try {
                EventPages.read(0, abData -> ByteBuffer.wrap(any));
            } catch (ReaderException e) {
                assertEquals(Kind.PROTOCOL, e.kind());
            }
        }
    }
}
