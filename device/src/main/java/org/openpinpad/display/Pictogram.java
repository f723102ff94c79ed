// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Map;

/** The pictures that go with the texts, 16 by 16 pixels each. */
public enum Pictogram {
    CARD,
    LOCK,
    WARNING,
    TICK,
    KEY,
    CROSS;

    static final int SIZE = 16;

    private static final Map<String, Bitmap> DRAWINGS = BitmapSheet.read("pictograms.txt", SIZE, SIZE);

    Bitmap bitmap() {
        return DRAWINGS.get(name());
    }
}
