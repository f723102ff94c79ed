// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts an {@link Explanation} into words: one text for display, event log and the PC's tool. */
public final class ExplanationText {

    private static final Map<Language, ExplanationText> BY_LANGUAGE = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            BY_LANGUAGE.put(language, new ExplanationText(new Texts(language)));
        }
    }

    private final Texts texts;

    private ExplanationText(Texts texts) {
        this.texts = texts;
    }

    /** One sentence without a full stop, such as {@code SIGN with OpenPGP signature key, RSA 2048, SHA-256 digest 3f9a12bc…}. */
    public static String sentence(Explanation what, Language language) {
        ExplanationText words = BY_LANGUAGE.get(language);
        return what.act().usesKey() ? words.keyUse(what) : words.other(what);
    }

    private String keyUse(Explanation what) {
        List<String> parts = new ArrayList<>();
        parts.add(texts.get("explain." + what.act(), application(what), key(what)));
        parts.add(what.algorithm().label());
        parts.add(content(what.content()));
        parts.removeIf(String::isEmpty);
        return String.join(", ", parts);
    }

    private String application(Explanation what) {
        return texts.get("application." + what.application());
    }

    private String key(Explanation what) {
        return texts.get("keyName." + what.key(), hex(what.number()));
    }

    private String content(Content content) {
        return switch (content.kind()) {
            case NONE -> "";
            case DIGEST -> texts.get("content.DIGEST", content.hashName(), content.beginning());
            case BYTES -> texts.get("content.BYTES", String.valueOf(content.length()), content.beginning());
            case HIDDEN, NOT_KNOWN -> texts.get("content." + content.kind());
        };
    }

    private String other(Explanation what) {
        String number = hex(what.number());
        if (what.act().concernsPin()) {
            String name = "pin." + what.application() + "." + number;
            return texts.get(
                    "explain." + what.act(), application(what), texts.get(texts.has(name) ? name : "pin", number));
        }
        String about = switch (what.act()) {
            case SELECT -> selection(what, number);
            case READ, WRITE -> object(what, number);
            case READ_PUBLIC_KEY, GENERATE_KEY -> named(what, number, "");
            case UNKNOWN -> String.format(Locale.ROOT, "%04X", what.number());
            default -> number;
        };
        return texts.get("explain." + what.act(), about);
    }

    private String selection(Explanation what, String number) {
        return what.number() == Explanation.NO_NUMBER
                ? texts.get(
                        what.application() == CardApplication.UNKNOWN
                                ? "selection.unknown"
                                : "application." + what.application())
                : texts.get("selection.file", number);
    }

    private String object(Explanation what, String number) {
        if (what.number() == Explanation.NO_NUMBER) {
            return texts.get("data.file");
        }
        return named(what, number, texts.get("data", number));
    }

    private String named(Explanation what, String number, String otherwise) {
        String name = "data." + what.application() + "." + number;
        return texts.has(name) ? texts.get(name) : otherwise;
    }

    private static String hex(int number) {
        return number == Explanation.NO_NUMBER
                ? ""
                : String.format(Locale.ROOT, number > 0xFFFF ? "%06X" : number > 0xFF ? "%04X" : "%02X", number);
    }
}
