// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Objects;

/**
 * What a command does, as far as the reader knows. Numbers and names of the reader's own: no text of the PC or the card can
 * get in here.
 *
 * @param application whose command it is; on other logical channels than the basic one the reader does not know
 * @param key which key is used; of no meaning for commands that use none
 * @param number the key's or PIN's reference, the data object's tag, the file's identifier, or CLA and INS of an unknown
 *     command; {@link #NO_NUMBER} for none
 */
public record Explanation(
        Act act, CardApplication application, KeyName key, int number, KeyAlgorithm algorithm, Content content) {

    public static final int NO_NUMBER = -1;

    public Explanation {
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(content, "content");
    }

    /** A command that uses no key. */
    public static Explanation of(Act act, CardApplication application, int number) {
        return new Explanation(act, application, KeyName.UNKNOWN, number, KeyAlgorithm.UNKNOWN, Content.NONE);
    }
}
