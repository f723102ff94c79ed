// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.escape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventAnswerTest {

    private static final String TWO_EVENTS =
            "4F5001 02 01000000 10270000 0200 C3BC 02000000 00000000 0300 616263".replace(" ", "");

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    @Test
    void whatIsWrittenIsOnTheWireAsThePageSays() {
        ByteBuffer out = ByteBuffer.allocate(100);
        EventAnswer.Writer writer = new EventAnswer.Writer(out);
        assertTrue(writer.add(1, 10_000, "ü"));
        assertTrue(writer.add(2, 0, "abc"));
        byte[] written = new byte[out.position()];
        out.flip().get(written);
        assertEquals(TWO_EVENTS, HexFormat.of().withUpperCase().formatHex(written));
        assertEquals(
                "4F500178563412",
                HexFormat.of()
                        .withUpperCase()
                        .formatHex(EventRequest.of(0x12345678).array()));
    }

    @Test
    void whatIsWrittenIsRead() {
        assertEquals(
                List.of(new EventAnswer.Entry(1, 10_000, "ü"), new EventAnswer.Entry(2, 0, "abc")),
                EventAnswer.parse(bytes(TWO_EVENTS)).orElseThrow().events());
        assertEquals(0xFFFFFFFFL, EventRequest.parse(EventRequest.of(0xFFFFFFFFL)));
    }

    @Test
    void aTruncatedAnswerIsNone() {
        for (int length = 0; length < TWO_EVENTS.length() / 2; length++) {
            assertEquals(Optional.empty(), EventAnswer.parse(bytes(TWO_EVENTS).limit(length)), "cut after " + length);
        }
        assertEquals(Optional.empty(), EventAnswer.parse(bytes(TWO_EVENTS + "00")));
    }

    @Test
    void nothingThrows() {
        Random random = new Random(9);
        for (int i = 0; i < 100_000; i++) {
            byte[] any = new byte[random.nextInt(40)];
            random.nextBytes(any);
            if (any.length > 3 && random.nextBoolean()) {
                any[0] = 0x4F;
                any[1] = 0x50;
                any[2] = 0x01;
            }
            EventAnswer.parse(ByteBuffer.wrap(any));
            EventRequest.parse(ByteBuffer.wrap(any));
        }
    }

    @Test
    void anEventThatDoesNotFitIsLeftOut() {
        ByteBuffer out = ByteBuffer.allocate(4 + 10 + 3);
        EventAnswer.Writer writer = new EventAnswer.Writer(out);
        assertFalse(writer.add(1, 0, "abcd"));
        assertTrue(writer.add(1, 0, "abc"));
        assertFalse(writer.add(2, 0, ""));
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        ByteBuffer out = ByteBuffer.allocate(400);
        new EventAnswer.Writer(out).add(1, 0, "a" + "ü".repeat(150));
        assertEquals(
                "a" + "ü".repeat(119),
                EventAnswer.parse(out.flip()).orElseThrow().events().get(0).text());
    }
}
