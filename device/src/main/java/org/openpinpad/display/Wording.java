// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.List;
import java.util.Optional;

/** Which texts of the bundles a {@link Screen.Notice} shows, and which pictures. */
record Wording(String heading, List<Pictogram> pictograms, Optional<Sentence> sentence) {
    /** A text of the bundles with what is filled in. */
    record Sentence(String key, List<Object> arguments) {}

    static Wording of(String heading, Pictogram... pictograms) {
        return new Wording(heading, List.of(pictograms), Optional.empty());
    }

    Wording with(String key, Object... arguments) {
        return new Wording(heading, pictograms, Optional.of(new Sentence(key, List.of(arguments))));
    }
}
