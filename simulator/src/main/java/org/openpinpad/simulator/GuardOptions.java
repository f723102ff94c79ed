// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpinpad.display.CardApplication;
import org.openpinpad.guard.GuardRules;
import org.openpinpad.guard.GuardRules.Consent;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the guard is told on the command line. */
final class GuardOptions {

    @Option(
            names = "--guard",
            paramLabel = "MODE",
            description =
                    "What becomes of a PIN that the PC sends: ${COMPLETION-CANDIDATES}; default strict. OFF marks the display.",
            defaultValue = "STRICT")
    GuardRules.Mode mode;

    @Option(
            names = "--consent",
            paramLabel = "[APPLICATION=]WHEN",
            split = ",",
            description =
                    "Which uses of a private key take a key press: never (default), sign, every; for all or for one of"
                            + " the applications openpgp, piv, esteid, pkcs15, unknown. Such as --consent sign,piv=every")
    String[] consent = {};

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    GuardRules rules() {
        Consent all = Consent.NEVER;
        Map<CardApplication, Consent> exceptions = new TreeMap<>();
        for (String wish : consent) {
            int equals = wish.indexOf('=');
            Consent when = constant(Consent.class, wish.substring(equals + 1), wish);
            if (equals < 0) {
                all = when;
            } else {
                exceptions.put(constant(CardApplication.class, wish.substring(0, equals), wish), when);
            }
        }
        return new GuardRules(mode, all, exceptions);
    }

    private <E extends Enum<E>> E constant(Class<E> type, String name, String wish) {
        return Stream.of(type.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--consent " + wish + ": \"" + name + "\" is none of "
                                + Stream.of(type.getEnumConstants())
                                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }
}
