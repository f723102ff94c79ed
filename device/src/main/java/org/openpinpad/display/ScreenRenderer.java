// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** Draws a {@link Screen}. */
public final class ScreenRenderer {
    private ScreenRenderer() {}

    public static Frame render(Screen screen, Language language) {
        return Frame.drawn(canvas -> {
            ScreenLayout.of(screen, language).placements().forEach(thing -> thing.draw(canvas));
            if (screen instanceof Screen.Unguarded) {
                canvas.invert(0, 0, Frame.WIDTH, Frame.HEIGHT);
            }
        });
    }
}
