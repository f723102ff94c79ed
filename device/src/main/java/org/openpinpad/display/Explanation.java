// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Objects;

/** What a command does, as far as the reader knows. */
public record Explanation(Act act, CardApplication application) {
    public Explanation {
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(application, "application");
    }
}
