// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.openpinpad.display.Frame;
import org.xml.sax.InputSource;

class PanelPictureTest {
    private static final Path PICTURE = Path.of("..", "docs", "panel.svg");

    /** If this fails after a wanted change: run {@code PanelPicture docs/panel.svg} and look at the new picture. */
    @Test
    void thePictureOfTheReadmeShowsThisVersion() throws IOException {
        assertEquals(Files.readString(PICTURE), PanelPicture.readme());
        assertTrue(Files.size(PICTURE) < 60_000);
    }

    @Test
    void isWellFormedInEveryLocale() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            String picture = PanelPicture.readme();
            assertEquals(Files.readString(PICTURE), picture);
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(picture)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void drawsEachRunOfPixelsOnce() {
        String picture = PanelPicture.of(Frame.drawn(canvas -> {
            canvas.fill(0, 0, 3, 1);
            canvas.fill(5, 0, 1, 1);
            canvas.fill(127, 63, 1, 1);
        }));
        assertTrue(picture.contains("d=\"M0 0h3v1h-3zM5 0h1v1h-1zM127 63h1v1h-1z\""), picture);
    }
}
