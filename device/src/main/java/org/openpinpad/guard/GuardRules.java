// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.openpinpad.display.CardApplication;

/**
 * What the owner wants of the guard.
 *
 * @param mode what becomes of a PIN that the PC sends
 * @param consent which uses of a private key take a key press
 * @param exceptions where that is otherwise, by application
 */
public record GuardRules(Mode mode, Consent consent, Map<CardApplication, Consent> exceptions) {

    /** What becomes of a PIN that the PC sends. */
    public enum Mode {
        /** It is refused. */
        STRICT,
        /** The user may let a plain one through. */
        ASK,
        /** It passes, and the display is marked all the time. */
        OFF
    }

    /** Which uses of a private key take a key press. */
    public enum Consent {
        NEVER,
        /** Signatures, and what could be one. */
        SIGN,
        EVERY
    }

    /** No PIN of the PC; key uses are shown, not asked about. */
    public static final GuardRules DEFAULT = new GuardRules(Mode.STRICT, Consent.NEVER, Map.of());

    /** Copies the map. */
    public GuardRules {
        Map<CardApplication, Consent> copy = new EnumMap<>(CardApplication.class);
        copy.putAll(exceptions);
        exceptions = Collections.unmodifiableMap(copy);
    }

    /**
     * Which uses of this application's keys take a key press. Of one that is not known the strictest wish holds, unless there
     * is one for it: else a PC would only have to hide which one it is.
     */
    public Consent consent(CardApplication application) {
        Consent wish = exceptions.get(application);
        if (wish != null) {
            return wish;
        }
        return application == CardApplication.UNKNOWN && !exceptions.isEmpty()
                ? max(consent, Collections.max(exceptions.values()))
                : consent;
    }

    private static Consent max(Consent one, Consent other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
