// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Optional;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.Tlv;
import org.openpinpad.simulator.card.os.TlvReader;

/** The commands that make and use keys (SP 800-73-4 part 2 §3.2.4, §3.3.2). */
final class KeyCommands {

    /** Key reference of the management key. */
    static final int MANAGEMENT = 0x9B;

    private static final int CONTROL_REFERENCE_TEMPLATE = 0xAC;
    private static final int MECHANISM = 0x80;
    private static final int PUBLIC_KEY = 0x7F49;

    private final CardState state;
    private final PinReferences pins;
    private final Administration administration;

    KeyCommands(CardState state, PinReferences pins, Administration administration) {
        this.state = state;
        this.pins = pins;
        this.administration = administration;
    }

    /** GENERAL AUTHENTICATE (87): P1 is the algorithm, P2 the key. */
    Answer generalAuthenticate(CommandView command) {
        Optional<AuthenticationTemplate> template = AuthenticationTemplate.parse(command.copyBody());
        if (command.p2() == MANAGEMENT) {
            boolean known = ManagementKey.Cipher.of(command.p1())
                    .filter(cipher -> cipher == state.managementKey().cipher())
                    .isPresent();
            return known
                    ? template.map(administration::authenticate).orElse(Answer.sw(StatusWord.INCORRECT_DATA))
                    : Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        Optional<KeyReference> reference = KeyReference.of(command.p2());
        Optional<PivKey> key =
                reference.flatMap(state::key).filter(found -> found.algorithm().identifier == command.p1());
        if (key.isEmpty()) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        if (!pins.satisfies(reference.get().use)) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        return template.flatMap(parts -> use(key.get(), parts))
                .map(response -> AuthenticationTemplate.answer(AuthenticationTemplate.RESPONSE, response))
                .orElse(Answer.sw(StatusWord.INCORRECT_DATA));
    }

    /** A response is asked for, and either a challenge or another's public key is given. */
    private static Optional<byte[]> use(PivKey key, AuthenticationTemplate template) {
        if (template.size() != 2 || !template.asks(AuthenticationTemplate.RESPONSE)) {
            return Optional.empty();
        }
        return template.gives(AuthenticationTemplate.EXPONENTIATION)
                ? key.agree(template.value(AuthenticationTemplate.EXPONENTIATION))
                : key.respond(template.value(AuthenticationTemplate.CHALLENGE));
    }

    /** GENERATE ASYMMETRIC KEY PAIR (47): P2 is the key; the certificate of the one before stays. */
    Answer generateKeyPair(CommandView command) {
        Optional<KeyReference> reference = KeyReference.of(command.p2());
        if (command.p1() != 0 || reference.isEmpty()) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        if (!administration.authenticated()) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        return mechanism(command.copyBody())
                .map(algorithm -> generate(reference.get(), algorithm))
                .orElse(Answer.sw(StatusWord.INCORRECT_DATA));
    }

    /** AC with the algorithm alone; parameters are none that this card has (table 10). */
    private static Optional<Algorithm> mechanism(byte[] body) {
        TlvReader outer = new TlvReader(body);
        TlvReader template = new TlvReader(outer.value(CONTROL_REFERENCE_TEMPLATE));
        byte[] mechanism = template.value(MECHANISM);
        boolean sound = outer.ok() && !outer.hasMore() && template.ok() && !template.hasMore() && mechanism.length == 1;
        return sound ? Algorithm.of(mechanism[0] & 0xFF) : Optional.empty();
    }

    private Answer generate(KeyReference reference, Algorithm algorithm) {
        PivKey key = PivKey.generate(algorithm);
        state.key(reference, key);
        return Answer.data(Tlv.of(PUBLIC_KEY, key.publicKey()));
    }
}
