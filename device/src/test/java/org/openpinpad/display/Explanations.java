// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of explanation, with what makes it longest. */
final class Explanations {

    private static final int BEGINNING = 0xDBDDDBDD;

    private Explanations() {}

    static Stream<Explanation> keyUses() {
        return Arrays.stream(Act.values())
                .filter(Act::usesKey)
                .flatMap(act ->
                        Arrays.stream(CardApplication.values()).flatMap(application -> keyUses(act, application)));
    }

    private static Stream<Explanation> keyUses(Act act, CardApplication application) {
        return Arrays.stream(KeyName.values())
                .flatMap(key -> contents(act)
                        .flatMap(content -> algorithms(application)
                                .map(algorithm -> new Explanation(act, application, key, 0xDD, algorithm, content))));
    }

    static Stream<Explanation> all() {
        Stream<Explanation> others = Arrays.stream(Act.values())
                .filter(act -> !act.usesKey())
                .flatMap(act -> Arrays.stream(CardApplication.values())
                        .flatMap(application -> List.of(0x82, 0x6E, 0x5FC105, 0x80F2).stream()
                                .map(number -> Explanation.of(act, application, number))));
        return Stream.concat(keyUses(), others);
    }

    /** What is deciphered tells nobody anything. */
    private static Stream<Content> contents(Act act) {
        return act == Act.DECRYPT || act == Act.USE_KEY
                ? Stream.of(Content.NONE, Content.HIDDEN)
                : Stream.of(
                        Content.NOT_KNOWN,
                        Content.HIDDEN,
                        new Content(Content.Kind.BYTES, Content.Hash.UNKNOWN, 65_535, BEGINNING),
                        new Content(Content.Kind.DIGEST, Content.Hash.RIPEMD_160, 20, BEGINNING));
    }

    /** Of other applications nobody tells the algorithm. */
    private static Stream<KeyAlgorithm> algorithms(CardApplication application) {
        return switch (application) {
            case OPENPGP -> Stream.of(KeyAlgorithm.UNKNOWN, new KeyAlgorithm(KeyAlgorithm.Name.BRAINPOOL_P384, 0));
            case PIV -> Stream.of(KeyAlgorithm.UNKNOWN, new KeyAlgorithm(KeyAlgorithm.Name.P384, 0));
            default -> Stream.of(KeyAlgorithm.UNKNOWN);
        };
    }
}
