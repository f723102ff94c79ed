// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The texts of one language; every word that the display can show stands in these bundles. */
final class Texts {
    private static final String BUNDLE = "org.openpinpad.display.texts";

    private final ResourceBundle bundle;
    private final Language language;

    Texts(Language language) {
        // Without this control a German system would answer in German when asked for English.
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, language.locale(), Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        this.language = language;
    }

    boolean has(String key) {
        return bundle.containsKey(key);
    }

    String get(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), language.locale()).format(arguments);
    }
}
