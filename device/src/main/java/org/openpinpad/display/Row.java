// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One row of a screen below its heading. */
sealed interface Row {
    /** What this row adds to the one-line text; empty if it is only for the eye. */
    String spoken();

    /** Text at the left edge and text at the right edge; either may be empty. */
    record Text(Part left, Part right) implements Row {
        static Text of(Part left) {
            return new Text(left, Part.NONE);
        }

        @Override
        public String spoken() {
            return Stream.of(left, right)
                    .filter(part -> part.spoken() && !part.text().isEmpty())
                    .map(Part::text)
                    .collect(Collectors.joining(" "));
        }
    }

    /** A piece of text, and whether it belongs in the one-line text. */
    record Part(String text, boolean spoken) {
        static final Part NONE = new Part("", false);

        static Part spoken(String text) {
            return new Part(text, true);
        }

        static Part silent(String text) {
            return new Part(text, false);
        }
    }

    /** One {@code *} for each digit typed; beyond what fits, their number. */
    record Marks(int count) implements Row {
        static final int MOST = 15;

        @Override
        public String spoken() {
            return "*".repeat(Math.min(count, MOST)) + (count > MOST ? "+" + (count - MOST) : "");
        }
    }

    /** The last row: which key does what. */
    record Keys(List<KeyLabel> labels) implements Row {
        @Override
        public String spoken() {
            return "";
        }
    }

    /** A key's letter, drawn as a key, and its meaning. */
    record KeyLabel(String key, String meaning) {}
}
