// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Locale;

/** The languages that the display speaks. */
public enum Language {
    ENGLISH(Locale.ROOT),
    GERMAN(Locale.GERMAN);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** The locale of this language's resource bundle; the bundle without a suffix is English. */
    Locale locale() {
        return locale;
    }
}
