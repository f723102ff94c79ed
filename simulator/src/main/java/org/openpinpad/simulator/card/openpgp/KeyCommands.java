// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.Tlv;
import org.openpinpad.simulator.card.os.TlvReader;

/** The commands that make and use keys (OpenPGP 3.4 §7.2.10 to §7.2.14). */
final class KeyCommands {

    private static final int COMPUTE_DIGITAL_SIGNATURE = 0x9E9A;
    private static final int DECIPHER = 0x8086;
    private static final int GENERATE = 0x8000;
    private static final int READ_PUBLIC_KEY = 0x8100;
    private static final int SET_FOR_DECIPHER = 0x41B8;
    private static final int SET_FOR_AUTHENTICATION = 0x41A4;
    private static final int PUBLIC_KEY = 0x7F49;
    /** Data object 83 with one byte, the number of a key. */
    private static final byte[] KEY_REFERENCE = {(byte) 0x83, 0x01};

    private final CardState state;
    private final PinReferences pins;
    private KeyRef decipherKey = KeyRef.DECRYPTION;
    private KeyRef authenticationKey = KeyRef.AUTHENTICATION;

    KeyCommands(CardState state, PinReferences pins) {
        this.state = state;
        this.pins = pins;
    }

    /** PERFORM SECURITY OPERATION (2A). */
    Answer performSecurityOperation(CommandView command) {
        return switch (command.p1p2()) {
            case COMPUTE_DIGITAL_SIGNATURE -> computeDigitalSignature(command);
            case DECIPHER -> decipher(command);
            default -> Answer.sw(StatusWord.WRONG_P1_P2);
        };
    }

    private Answer computeDigitalSignature(CommandView command) {
        Answer answer = sign(KeyRef.SIGNATURE, pins.signVerified(), command);
        if (answer.sw() == StatusWord.OK) {
            state.signatures(state.signatures() + 1);
            pins.signed();
        }
        return answer;
    }

    /** INTERNAL AUTHENTICATE (88). */
    Answer internalAuthenticate(CommandView command) {
        return command.p1p2() == 0
                ? sign(authenticationKey, pins.userVerified(), command)
                : Answer.sw(StatusWord.WRONG_P1_P2);
    }

    private Answer sign(KeyRef ref, boolean allowed, CommandView command) {
        return use(ref, allowed, command, CardKey::sign);
    }

    private Answer decipher(CommandView command) {
        return use(decipherKey, pins.userVerified(), command, CardKey::decipher);
    }

    private Answer use(
            KeyRef ref, boolean allowed, CommandView command, BiFunction<CardKey, byte[], Optional<byte[]>> operation) {
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
        Optional<byte[]> result = operation.apply(slot.key(), command.copyBody());
        return result.map(Answer::data).orElse(Answer.sw(StatusWord.INCORRECT_DATA));
    }

    /** MANAGE SECURITY ENVIRONMENT (22, §7.2.18): keys 2 and 3 may do each other's work. */
    Answer manageSecurityEnvironment(CommandView command) {
        int use = command.p1p2();
        if (use != SET_FOR_DECIPHER && use != SET_FOR_AUTHENTICATION) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        if (command.nc() != KEY_REFERENCE.length + 1) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        byte[] reference = command.copyBody();
        int number = reference[KEY_REFERENCE.length];
        boolean known = number == KeyRef.DECRYPTION.number() || number == KeyRef.AUTHENTICATION.number();
        if (!known || !Arrays.equals(reference, 0, KEY_REFERENCE.length, KEY_REFERENCE, 0, KEY_REFERENCE.length)) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        KeyRef chosen = number == KeyRef.DECRYPTION.number() ? KeyRef.DECRYPTION : KeyRef.AUTHENTICATION;
        if (use == SET_FOR_DECIPHER) {
            decipherKey = chosen;
        } else {
            authenticationKey = chosen;
        }
        return Answer.OK;
    }

    void forgetChoice() {
        decipherKey = KeyRef.DECRYPTION;
        authenticationKey = KeyRef.AUTHENTICATION;
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
