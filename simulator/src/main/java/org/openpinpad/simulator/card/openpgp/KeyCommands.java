// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.Optional;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;

/** The commands that make and use keys (OpenPGP 3.4 §7.2.10 to §7.2.14). */
final class KeyCommands {

    private static final int COMPUTE_DIGITAL_SIGNATURE = 0x9E9A;
    private static final int DECIPHER = 0x8086;
    private static final int GENERATE = 0x8000;
    private static final int READ_PUBLIC_KEY = 0x8100;
    private static final int PUBLIC_KEY = 0x7F49;

    private final CardState state;
    private final PinReferences pins;

    KeyCommands(CardState state, PinReferences pins) {
        this.state = state;
        this.pins = pins;
    }

    /** PERFORM SECURITY OPERATION (2A). */
    Answer performSecurityOperation(CommandView command) {
        return switch (command.p1p2()) {
            case COMPUTE_DIGITAL_SIGNATURE -> computeDigitalSignature(command);
            case DECIPHER -> use(KeyRef.DECRYPTION, pins.userVerified(), command);
            default -> Answer.sw(StatusWord.WRONG_P1_P2);
        };
    }

    private Answer computeDigitalSignature(CommandView command) {
        Answer answer = use(KeyRef.SIGNATURE, pins.signVerified(), command);
        if (answer.sw() == StatusWord.OK) {
            state.signatures(state.signatures() + 1);
            pins.signed();
        }
        return answer;
    }

    /** INTERNAL AUTHENTICATE (88). */
    Answer internalAuthenticate(CommandView command) {
        return command.p1p2() == 0
                ? use(KeyRef.AUTHENTICATION, pins.userVerified(), command)
                : Answer.sw(StatusWord.WRONG_P1_P2);
    }

    private Answer use(KeyRef ref, boolean allowed, CommandView command) {
        if (command.nc() == 0) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        if (!allowed) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        CardState.Slot slot = state.keys.get(ref);
        if (slot == null) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        byte[] input = command.copyBody();
        Optional<byte[]> result = ref == KeyRef.DECRYPTION
                ? slot.key().decipher(input)
                : slot.key().sign(input);
        return result.map(Answer::data).orElse(Answer.sw(StatusWord.INCORRECT_DATA));
    }

    /** GENERATE ASYMMETRIC KEY PAIR (47): make one, or only read the public part. */
    Answer generateKeyPair(CommandView command) {
        if (command.p1p2() != GENERATE && command.p1p2() != READ_PUBLIC_KEY) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        if (command.nc() < 2) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        TlvReader template = new TlvReader(command.copyBody());
        Optional<KeyRef> ref = KeyRef.ofCrt(template.tag());
        template.take(template.length()); // 84 01 xx, the key's number, says nothing more
        if (ref.isEmpty() || !template.ok() || template.hasMore()) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        return command.p1p2() == GENERATE ? generate(ref.get()) : publicKey(ref.get());
    }

    private Answer generate(KeyRef ref) {
        if (!pins.adminVerified()) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        state.putKey(ref, CardKey.generate(KeyImport.algorithm(state, ref)), false);
        return publicKey(ref);
    }

    private Answer publicKey(KeyRef ref) {
        CardState.Slot slot = state.keys.get(ref);
        return slot == null
                ? Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND)
                : Answer.data(Tlv.of(PUBLIC_KEY, slot.key().publicKey()));
    }
}
