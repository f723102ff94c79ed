// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.nio.ByteBuffer;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.ReferenceData;

/**
 * The reference data commands and the security status that they give (OpenPGP 3.4 §7.2.2 to §7.2.4).
 *
 * <p>PW1 is one PIN with two statuses: 81 allows signatures, 82 everything else of the user.
 */
final class PinReferences {

    private static final int PW1_SIGN = 0x81;
    private static final int PW1_OTHER = 0x82;
    private static final int PW3 = 0x83;

    private final CardState state;
    private boolean signVerified;
    private boolean userVerified;
    private boolean adminVerified;

    PinReferences(CardState state) {
        this.state = state;
    }

    boolean signVerified() {
        return signVerified;
    }

    boolean userVerified() {
        return userVerified;
    }

    boolean adminVerified() {
        return adminVerified;
    }

    void forgetAll() {
        signVerified = false;
        userVerified = false;
        adminVerified = false;
    }

    /** After PSO:CDS: PW1 serves once unless C4 says otherwise. */
    void signed() {
        signVerified = state.pw1ForSeveralSignatures();
    }

    /** VERIFY (20): P1 FF forgets, an empty body asks, a PIN is compared. */
    Answer verify(CommandView command) {
        int p2 = command.p2();
        if (command.p1() != 0 && command.p1() != 0xFF) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        if (p2 < PW1_SIGN || p2 > PW3) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        if (command.p1() == 0xFF) {
            return command.nc() == 0 ? forget(p2) : Answer.sw(StatusWord.WRONG_LENGTH);
        }
        ReferenceData reference = p2 == PW3 ? state.pw3 : state.pw1;
        if (command.nc() == 0) {
            return verified(p2) ? Answer.OK : Answer.sw(StatusWord.TRIES_LEFT | reference.triesLeft());
        }
        if (command.nc() > ReferenceData.MAX_LENGTH) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        int sw = compare(reference, command, command.nc());
        status(p2, sw == StatusWord.OK);
        return Answer.sw(sw);
    }

    private Answer forget(int p2) {
        status(p2, false);
        return Answer.OK;
    }

    private boolean verified(int p2) {
        return switch (p2) {
            case PW1_SIGN -> signVerified;
            case PW1_OTHER -> userVerified;
            default -> adminVerified;
        };
    }

    private void status(int p2, boolean now) {
        switch (p2) {
            case PW1_SIGN -> signVerified = now;
            case PW1_OTHER -> userVerified = now;
            default -> adminVerified = now;
        }
    }

    /** CHANGE REFERENCE DATA (24): old and new PIN in one, parted where the stored one ends. */
    Answer change(CommandView command) {
        if (command.p1() != 0) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        int p2 = command.p2();
        if (p2 != PW1_SIGN && p2 != PW3) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        if (command.nc() == 0) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        ReferenceData reference = p2 == PW3 ? state.pw3 : state.pw1;
        int sw = compare(reference, command, Math.min(command.nc(), reference.length()));
        if (sw != StatusWord.OK) {
            status(p2, false);
            return Answer.sw(sw);
        }
        return replace(reference, command, reference.length());
    }

    /** RESET RETRY COUNTER (2C): by the resetting code before the new PW1, or by PW3 verified earlier. */
    Answer resetRetryCounter(CommandView command) {
        if (command.p1() != 0 && command.p1() != 2) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        if (command.p2() != PW1_SIGN) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        if (command.nc() == 0) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        if (command.p1() == 2) {
            return adminVerified ? replace(state.pw1, command, 0) : Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        ReferenceData code = state.resettingCode;
        int sw = compare(code, command, Math.min(command.nc(), code.length()));
        return sw == StatusWord.OK ? replace(state.pw1, command, code.length()) : Answer.sw(sw);
    }

    /** PUT DATA D3 (§4.3.4): a new resetting code, or none. */
    Answer putResettingCode(CommandView command) {
        state.touch();
        if (command.nc() == 0) {
            state.resettingCode.clear();
            return Answer.OK;
        }
        return replace(state.resettingCode, command, 0);
    }

    private int compare(ReferenceData reference, CommandView command, int count) {
        state.touch();
        return reference.verify(command.buffer(), command.bodyOffset(), count);
    }

    private Answer replace(ReferenceData reference, CommandView command, int skipped) {
        int newLength = command.nc() - skipped;
        if (!reference.accepts(newLength)) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        ByteBuffer buffer = command.buffer();
        reference.set(buffer, command.bodyOffset() + skipped, newLength);
        state.touch();
        return Answer.OK;
    }
}
