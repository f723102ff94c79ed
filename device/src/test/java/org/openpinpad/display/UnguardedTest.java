// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mark that stays on the display while the guard is off. */
class UnguardedTest {

    private static final Screen.EnterPin ENTRY = new Screen.EnterPin(
            new PinPurpose(PinOperation.VERIFY, CardApplication.OPENPGP, 0x82),
            PinPrompt.PIN,
            new DigitCount(6, 127, 0, DigitCount.Notice.NONE),
            new Countdown(27, 30),
            OptionalInt.empty());

    @Test
    void everyLineSaysSo() {
        assertEquals(
                "GUARD OFF! Card ready",
                ScreenText.line(new Screen.Unguarded(new Screen.CardReady()), Language.ENGLISH));
        assertTrue(
                ScreenText.line(new Screen.Unguarded(ENTRY), Language.ENGLISH).startsWith("GUARD OFF! Enter PIN"));
        assertTrue(ScreenText.line(new Screen.Unguarded(ENTRY), Language.GERMAN).startsWith("WÄCHTER AUS! PIN"));
    }

    @ParameterizedTest
    @EnumSource
    void thePictureIsInverted(Language language) {
        Frame plain = ScreenRenderer.render(ENTRY, language);
        Frame marked = ScreenRenderer.render(new Screen.Unguarded(ENTRY), language);
        for (int y = 0; y < Frame.HEIGHT; y++) {
            for (int x = 0; x < Frame.WIDTH; x++) {
                assertNotEquals(plain.lit(x, y), marked.lit(x, y), x + ", " + y);
            }
        }
    }

    @Test
    void whereThereIsRoomItIsWrittenToo() {
        ScreenRows rows = ScreenText.rows(new Screen.Unguarded(new Screen.InsertCard()), Language.ENGLISH);
        assertEquals("Insert card: The guard is off", rows.line());
    }
}
