// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import org.openpinpad.display.Screen;

/** The PIN pad's way to the display. */
public interface PinScreens {

    /** Shows this until the next call. {@code langId} is the PC's wish for a language, 0 for none. */
    void show(Screen screen, int langId);

    /** Shows this long enough to be read, then whatever else there is. */
    void conclude(Screen screen, int langId);

    /** Shows this long enough to be read, as soon as no conclusion is being shown. */
    void remark(Screen screen);
}
