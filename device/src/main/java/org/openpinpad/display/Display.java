// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** Where pictures go: the OLED, a terminal, a browser. */
@FunctionalInterface
public interface Display {
    /**
     * Shows a picture until the next one.
     *
     * @param line the same content as one line of text, for displays without pixels, logs and scripts
     */
    void show(Frame frame, String line);

    /** Shows a screen as the one drawing code draws it. */
    default void show(Screen screen, Language language) {
        show(ScreenRenderer.render(screen, language), ScreenText.line(screen, language));
    }
}
