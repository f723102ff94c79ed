// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Puts an {@link Event} into words: one line for the display's pages and the PC's tool. */
public final class EventText {

    private static final Map<Language, Texts> BY_LANGUAGE = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            BY_LANGUAGE.put(language, new Texts(language));
        }
    }

    private EventText() {}

    /** The event as one line. */
    public static String line(Event event, Language language) {
        Texts texts = BY_LANGUAGE.get(language);
        if (event instanceof Event.PinAsked asked) {
            return texts.get("event.pinAsked", pin(asked.purpose(), texts));
        }
        if (event instanceof Event.Ended ended) {
            return ScreenText.line(ended.notice(), language);
        }
        if (event instanceof Event.KeyUse use) {
            return texts.get("event.keyUse." + use.result(), ExplanationText.sentence(use.what(), language));
        }
        if (event instanceof Event.PinFromPc pin) {
            return texts.get(pin.letThrough() ? "event.pinFromPc" : "refused.PIN_FROM_PC");
        }
        return texts.get("event.locked");
    }

    private static String pin(PinPurpose purpose, Texts texts) {
        String reference = String.format(Locale.ROOT, "%02X", purpose.reference());
        String name = "pin." + purpose.application() + "." + reference;
        String pin = texts.get("application." + purpose.application()) + " "
                + texts.get(texts.has(name) ? name : "pin", reference);
        String operation = texts.get("operation." + purpose.operation());
        return operation.isEmpty() ? pin : pin + ", " + operation;
    }
}
