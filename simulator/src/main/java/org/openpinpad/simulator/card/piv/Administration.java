// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.security.SecureRandom;
import org.bouncycastle.util.Arrays;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;

/**
 * The card management's security status: who has the management key 9B may write (SP 800-73-4 part 2 appendix A.1, A.2).
 *
 * <p>The card asks and the host answers, or each asks the other. The card does not answer a host that only asks it: who could
 * have his own challenge encrypted would have what the card wants to see.
 */
final class Administration {

    /** What the card waits for after its own step. */
    private enum Waiting {
        FOR_NOTHING,
        FOR_RESPONSE,
        FOR_WITNESS
    }

    private static final byte[] NOTHING = {};

    private final SecureRandom random = new SecureRandom();
    private final CardState state;
    private boolean authenticated;
    private Waiting waiting = Waiting.FOR_NOTHING;
    /** What the host has to send now. */
    private byte[] expected = NOTHING;

    Administration(CardState state) {
        this.state = state;
    }

    boolean authenticated() {
        return authenticated;
    }

    void forget() {
        authenticated = false;
        waiting = Waiting.FOR_NOTHING;
        expected = NOTHING;
    }

    /** One step of an authentication. */
    Answer authenticate(AuthenticationTemplate template) {
        Waiting was = waiting;
        byte[] wanted = expected;
        waiting = Waiting.FOR_NOTHING; // Each challenge serves once.
        if (template.size() == 1 && template.asks(AuthenticationTemplate.CHALLENGE)) {
            byte[] challenge = challenge();
            waiting = Waiting.FOR_RESPONSE;
            expected = state.managementKey().encrypt(challenge);
            return AuthenticationTemplate.answer(AuthenticationTemplate.CHALLENGE, challenge);
        }
        if (template.size() == 1 && template.asks(AuthenticationTemplate.WITNESS)) {
            waiting = Waiting.FOR_WITNESS;
            expected = challenge();
            byte[] witness = state.managementKey().encrypt(expected);
            return AuthenticationTemplate.answer(AuthenticationTemplate.WITNESS, witness);
        }
        return switch (was) {
            case FOR_RESPONSE -> response(template, wanted);
            case FOR_WITNESS -> witness(template, wanted);
            case FOR_NOTHING -> Answer.sw(StatusWord.INCORRECT_DATA);
        };
    }

    private byte[] challenge() {
        byte[] challenge = new byte[state.managementKey().blockBytes()];
        random.nextBytes(challenge);
        return challenge;
    }

    private Answer response(AuthenticationTemplate template, byte[] wanted) {
        boolean alone = template.size() == 1 && template.gives(AuthenticationTemplate.RESPONSE);
        if (!alone) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        authenticated = Arrays.constantTimeAreEqual(wanted, template.value(AuthenticationTemplate.RESPONSE));
        return authenticated ? Answer.OK : Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }

    private Answer witness(AuthenticationTemplate template, byte[] wanted) {
        byte[] challenge = template.value(AuthenticationTemplate.CHALLENGE);
        int parts = template.asks(AuthenticationTemplate.RESPONSE) ? 3 : 2;
        boolean both = template.size() == parts
                && challenge.length == state.managementKey().blockBytes();
        if (!both || !template.gives(AuthenticationTemplate.WITNESS)) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        authenticated = Arrays.constantTimeAreEqual(wanted, template.value(AuthenticationTemplate.WITNESS));
        return authenticated
                ? AuthenticationTemplate.answer(
                        AuthenticationTemplate.RESPONSE, state.managementKey().encrypt(challenge))
                : Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }

    /**
     * SET MANAGEMENT KEY (FF), Yubico's: algorithm, 9B, length, key. The standard leaves it to the card's maker how a key comes
     * to be an AES key.
     */
    Answer setKey(CommandView command) {
        if (command.p1p2() != 0xFFFF) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        if (!authenticated) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        byte[] body = command.copyBody();
        boolean sound = body.length == 3 + ManagementKey.BYTES
                && (body[1] & 0xFF) == KeyCommands.MANAGEMENT
                && body[2] == ManagementKey.BYTES;
        if (!sound) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        return ManagementKey.Cipher.of(body[0] & 0xFF)
                .flatMap(cipher -> ManagementKey.of(cipher, Arrays.copyOfRange(body, 3, body.length)))
                .map(key -> {
                    state.managementKey(key);
                    return Answer.OK;
                })
                .orElse(Answer.sw(StatusWord.INCORRECT_DATA));
    }
}
