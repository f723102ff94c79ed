// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** The way of who asks the user, or tells him something, to the display. Calls return at once. */
public interface Panel {

    /** Shows this until the next call. {@code langId} is the PC's wish for a language, 0 for none. */
    void show(Screen screen, int langId);

    /** Shows this long enough to be read, then whatever else there is. */
    void conclude(Screen screen, int langId);

    /** Shows this long enough to be read, as soon as no conclusion is being shown. */
    void remark(Screen screen);
}
