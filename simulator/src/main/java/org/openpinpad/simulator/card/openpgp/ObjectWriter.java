// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.Optional;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;

/** PUT DATA with an even instruction byte (OpenPGP 3.4 §7.2.8): who may write which object, and what fits in it. */
final class ObjectWriter {

    private static final int RESETTING_CODE = 0xD3;
    private static final int PIN_STATUS = 0xC4;
    private static final int CERTIFICATE = 0x7F21;

    private final CardState state;
    private final PinReferences pins;

    ObjectWriter(CardState state, PinReferences pins) {
        this.state = state;
        this.pins = pins;
    }

    /** Least and greatest length of an object's value. */
    private record Limits(int min, int max) {
        boolean hold(int length) {
            return length >= min && length <= max;
        }
    }

    /** Limits of an object that is written and read under one tag; empty if there is none. */
    private static Optional<Limits> limits(int tag) {
        return Optional.ofNullable(
                switch (tag) {
                    case 0x0101, 0x0102, 0x0103, 0x0104, 0x5E, 0x5F50 -> new Limits(0, ObjectReader.MAX_SPECIAL);
                    case 0x5B -> new Limits(0, 39);
                    case 0x5F2D -> new Limits(2, 8);
                    case 0x5F35 -> new Limits(1, 1);
                    case CERTIFICATE -> new Limits(0, ObjectReader.MAX_CERTIFICATE);
                    case 0xC1, 0xC2, 0xC3 -> new Limits(1, 32);
                    case 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC -> new Limits(20, 20);
                    case 0xCE, 0xCF, 0xD0 -> new Limits(4, 4);
                    default -> null;
                });
    }

    static boolean stored(int tag) {
        return limits(tag).isPresent();
    }

    static boolean fits(int tag, int length) {
        return limits(tag).filter(limits -> limits.hold(length)).isPresent();
    }

    /**
     * Writes one object.
     *
     * @param occurrence of the certificate that SELECT DATA or GET NEXT DATA chose
     */
    Answer put(CommandView command, int occurrence) {
        int tag = command.p1p2();
        Optional<Limits> limits = limits(tag);
        if (limits.isEmpty() && tag != RESETTING_CODE && tag != PIN_STATUS) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        boolean users = tag == 0x0101 || tag == 0x0103;
        if (users ? !pins.userVerified() : !pins.adminVerified()) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        if (tag == RESETTING_CODE) {
            return pins.putResettingCode(command);
        }
        Limits allowed = limits.orElse(new Limits(1, 1)); // of C4 only the first byte is written
        if (!allowed.hold(command.nc())) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        return store(tag, command.copyBody(), occurrence);
    }

    private Answer store(int tag, byte[] value, int occurrence) {
        boolean stored = switch (tag) {
            case PIN_STATUS -> putPinStatus(value[0]);
            case 0xC1 -> putAttributes(KeyRef.SIGNATURE, value);
            case 0xC2 -> putAttributes(KeyRef.DECRYPTION, value);
            case 0xC3 -> putAttributes(KeyRef.AUTHENTICATION, value);
            case 0x5F2D -> value.length % 2 == 0 && put(tag, value);
            case 0x5F35 -> "0129".indexOf(value[0]) >= 0 && put(tag, value); // ISO 5218
            case CERTIFICATE -> put(tag + occurrence * CardState.OCCURRENCE, value);
            default -> put(tag, value);
        };
        return stored ? Answer.OK : Answer.sw(StatusWord.INCORRECT_DATA);
    }

    private boolean put(int tag, byte[] value) {
        state.put(tag, value);
        return true;
    }

    private boolean putPinStatus(byte value) {
        if (value == 0 || value == 1) {
            state.pw1ForSeveralSignatures(value == 1);
        }
        return value == 0 || value == 1;
    }

    /** Another algorithm makes the key worthless (§4.4.3.9): it goes, with its fingerprint and date. */
    private boolean putAttributes(KeyRef ref, byte[] value) {
        Optional<Algorithm> wanted = Algorithm.parse(value, ref);
        if (wanted.isEmpty()) {
            return false;
        }
        CardState.Slot slot = state.keys.get(ref);
        if (slot != null && slot.key().algorithm() != wanted.get()) {
            state.keys.remove(ref);
            state.clearFacts(ref);
        }
        return put(ref.attributesTag(), value);
    }
}
