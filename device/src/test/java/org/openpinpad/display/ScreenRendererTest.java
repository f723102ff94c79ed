// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The golden pictures are text; after a wanted change, look at the new one and take it from the failure's text. */
class ScreenRendererTest {
    @Test
    void drawsThePinEntry() throws IOException {
        PinPurpose purpose = new PinPurpose(PinOperation.VERIFY, CardApplication.OPENPGP, 0x81);
        Screen screen = new Screen.EnterPin(
                purpose,
                PinPrompt.PIN,
                new DigitCount(6, 127, 4, DigitCount.Notice.NONE),
                new Countdown(27, 30),
                OptionalInt.of(3));
        assertEquals(
                golden("enter-pin.txt"),
                ScreenRenderer.render(screen, Language.ENGLISH).toString());
    }

    @Test
    void drawsTheWrongPinInGerman() throws IOException {
        Screen screen = new Screen.WrongPin(PinOperation.VERIFY, OptionalInt.of(2));
        assertEquals(
                golden("wrong-pin-de.txt"),
                ScreenRenderer.render(screen, Language.GERMAN).toString());
    }

    @Test
    void aDisplayGetsTheFrameAndTheLineOfTheSameScreen() {
        Screen screen = new Screen.InsertCard();
        Display display = (frame, line) -> {
            assertEquals(ScreenRenderer.render(screen, Language.ENGLISH), frame);
            assertEquals("Insert card", line);
        };
        display.show(screen, Language.ENGLISH);
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = ScreenRendererTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
