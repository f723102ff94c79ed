// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.openpinpad.display.Row.KeyLabel;
import org.openpinpad.display.Row.Part;

/** Puts a {@link Screen} into words. */
public final class ScreenText {
    private static final Map<Language, ScreenText> BY_LANGUAGE = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            BY_LANGUAGE.put(language, new ScreenText(new Texts(language)));
        }
    }

    /** Rows of a page that the text of an event may take. */
    private static final int EVENT_ROWS = 4;

    private static final int QUESTION_ROWS = 5;

    private final Texts texts;

    private ScreenText(Texts texts) {
        this.texts = texts;
    }

    /** The screen as one line for scripts and logs, such as {@code Enter PIN: OpenPGP PIN (82) **** 27 s}. */
    public static String line(Screen screen, Language language) {
        return screen instanceof Screen.Unguarded unguarded
                ? BY_LANGUAGE.get(language).texts.get("unguarded") + line(unguarded.inner(), language)
                : rows(screen, language).line();
    }

    static ScreenRows rows(Screen screen, Language language) {
        ScreenText words = BY_LANGUAGE.get(language);
        if (screen instanceof Screen.EnterPin entry) {
            return words.entry(entry);
        }
        if (screen instanceof Screen.Question question) {
            return words.question(question, language);
        }
        if (screen instanceof Screen.KeyUsed used) {
            return new ScreenRows(
                    List.of(Pictogram.KEY),
                    words.texts.get("keyUsed"),
                    LineBreaker.rows(ExplanationText.sentence(used.what(), language), QUESTION_ROWS));
        }
        if (screen instanceof Screen.EventPage event) {
            return words.event(event, language);
        }
        if (screen instanceof Screen.Unguarded unguarded) {
            return words.unguarded(rows(unguarded.inner(), language));
        }
        return words.notice((Screen.Notice) screen);
    }

    private ScreenRows question(Screen.Question question, Language language) {
        boolean pin = question instanceof Screen.PinFromPc;
        String heading = pin
                ? "pinFromPc"
                : "consent." + ((Screen.Consent) question).what().act();
        String text = pin
                ? texts.get("pinFromPc.question")
                : ExplanationText.sentence(((Screen.Consent) question).what(), language);
        List<Row> rows = new ArrayList<>(LineBreaker.rows(text, QUESTION_ROWS));
        rows.add(
                new Row.Keys(List.of(new KeyLabel("X", texts.get("key.no")), new KeyLabel("O", texts.get("key.yes")))));
        return new ScreenRows(List.of(pin ? Pictogram.WARNING : Pictogram.KEY), texts.get(heading), rows);
    }

    private ScreenRows event(Screen.EventPage page, Language language) {
        List<Row> rows = new ArrayList<>(LineBreaker.rows(EventText.line(page.event(), language), EVENT_ROWS));
        rows.add(new Row.Text(Part.NONE, Part.spoken(age(page.ageSeconds()))));
        rows.add(new Row.Keys(
                List.of(new KeyLabel("X", texts.get("key.back")), new KeyLabel("O", texts.get("key.older")))));
        return new ScreenRows(List.of(), texts.get("log", page.page(), page.pages()), rows);
    }

    private String age(long seconds) {
        return seconds < 120
                ? texts.get("age.seconds", seconds)
                : seconds < 7200 ? texts.get("age.minutes", seconds / 60) : texts.get("age.hours", seconds / 3600);
    }

    /** Where there is room, words beside the inverted picture. */
    private ScreenRows unguarded(ScreenRows inner) {
        if (inner.rows().size() > 1) {
            return inner;
        }
        List<Row> rows = new ArrayList<>(inner.rows());
        rows.add(Row.Text.of(Part.spoken(texts.get("unguarded.row"))));
        return new ScreenRows(inner.pictograms(), inner.heading(), rows);
    }

    private ScreenRows notice(Screen.Notice notice) {
        Wording wording = notice.wording();
        List<Row> rows = wording.sentence()
                .map(s -> texts.get(s.key(), s.arguments().toArray()))
                .map(LineBreaker::rows)
                .orElse(List.of());
        return new ScreenRows(wording.pictograms(), texts.get(wording.heading()), rows);
    }

    private ScreenRows entry(Screen.EnterPin entry) {
        PinPurpose purpose = entry.purpose();
        DigitCount digits = entry.digits();
        Row what = new Row.Text(
                Part.spoken(texts.get("application." + purpose.application())),
                Part.spoken(texts.get("operation." + purpose.operation())));
        Row which = Row.Text.of(Part.spoken(pinName(purpose)));
        Row lengthAndTime = new Row.Text(
                length(digits),
                Part.spoken(texts.get("secondsLeft", entry.countdown().secondsLeft())));
        Row keys = new Row.Keys(List.of(
                new KeyLabel("X", texts.get("key.cancel")),
                new KeyLabel("C", texts.get("key.correct")),
                new KeyLabel("O", texts.get("key.ok"))));
        List<Row> rows = digits.typed() > 0
                ? List.of(what, which, new Row.Marks(digits.typed()), lengthAndTime, keys)
                : List.of(what, which, hint(), tries(entry.triesLeft()), lengthAndTime, keys);
        return new ScreenRows(List.of(Pictogram.KEY), texts.get(heading(entry)), rows);
    }

    /** What proves the right to unblock a PIN is that PIN's unblocking code, not an old PIN. */
    private static String heading(Screen.EnterPin entry) {
        boolean code =
                entry.prompt() == PinPrompt.OLD && entry.purpose().operation() == PinOperation.RESET_RETRY_COUNTER;
        return code ? "prompt.CODE" : "prompt." + entry.prompt();
    }

    /** Stands where the marks will be, until the first digit. */
    private Row hint() {
        return Row.Text.of(Part.silent(texts.get("enterPin.hint")));
    }

    private Row tries(OptionalInt triesLeft) {
        return Row.Text.of(
                triesLeft.isPresent() ? Part.spoken(texts.get("triesLeft", triesLeft.getAsInt())) : Part.NONE);
    }

    private String pinName(PinPurpose purpose) {
        String reference = String.format(Locale.ROOT, "%02X", purpose.reference());
        String name = "pin." + purpose.application() + "." + reference;
        return texts.get(texts.has(name) ? name : "pin", reference);
    }

    /** The lengths that are taken; what is wrong with the length, instead, when the user is to hear that. */
    private Part length(DigitCount digits) {
        return switch (digits.notice()) {
            case TOO_FEW -> Part.spoken(texts.get("tooFew", digits.least()));
            case TOO_MANY -> Part.spoken(texts.get("tooMany", digits.most()));
            case NONE ->
                Part.silent(
                        digits.least() == digits.most()
                                ? texts.get("length", digits.most())
                                : texts.get("lengthRange", digits.least(), digits.most()));
        };
    }
}
