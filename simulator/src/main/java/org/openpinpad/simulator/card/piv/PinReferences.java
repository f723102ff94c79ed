// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.nio.ByteBuffer;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.ReferenceData;

/**
 * The reference data commands and the cardholder's security status (SP 800-73-4 part 2 §3.2.1 to §3.2.3).
 *
 * <p>PIN 80 and PUK 81, no global PIN and no biometrics. What has not the form of a PIN costs no try (6A80), as §3.2.1 allows.
 */
final class PinReferences {

    private static final int PIN = 0x80;
    private static final int PUK = 0x81;
    /** §2.4.3: a PIN is padded to this length, a PUK has it. */
    private static final int LENGTH = 8;

    private static final int MIN_DIGITS = 6;
    private static final byte PADDING = (byte) 0xFF;

    private final CardState state;
    private boolean verified;
    /** The command before was a VERIFY that succeeded. */
    private boolean fresh;

    PinReferences(CardState state) {
        this.state = state;
    }

    boolean satisfies(Access access) {
        return switch (access) {
            case ALWAYS -> true;
            case PIN -> verified;
            case PIN_ALWAYS -> verified && fresh;
        };
    }

    void forget() {
        verified = false;
        fresh = false;
    }

    /** Another command than VERIFY is over. */
    void anotherCommand() {
        fresh = false;
    }

    /** VERIFY (20): P1 FF forgets, an empty body asks, a PIN is compared. */
    Answer verify(CommandView command) {
        fresh = false;
        if (command.p1() != 0 && command.p1() != 0xFF) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        if (command.p2() != PIN) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        if (command.p1() == 0xFF) {
            return command.nc() == 0 ? forgotten() : Answer.sw(StatusWord.INCORRECT_DATA);
        }
        if (command.nc() == 0) {
            return verified ? Answer.OK : Answer.sw(StatusWord.TRIES_LEFT | state.pin.triesLeft());
        }
        if (state.pin.triesLeft() == 0) {
            return Answer.sw(StatusWord.AUTHENTICATION_METHOD_BLOCKED);
        }
        if (command.nc() != LENGTH || !isPin(command, 0)) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        int sw = compare(state.pin, command);
        verified = sw == StatusWord.OK;
        fresh = verified;
        return Answer.sw(sw);
    }

    private Answer forgotten() {
        verified = false;
        return Answer.OK;
    }

    /** CHANGE REFERENCE DATA (24): old and new value, 8 bytes each. */
    Answer change(CommandView command) {
        if (command.p1() != 0) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        boolean pin = command.p2() == PIN;
        if (!pin && command.p2() != PUK) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        ReferenceData reference = pin ? state.pin : state.puk;
        if (reference.triesLeft() == 0) {
            return Answer.sw(StatusWord.AUTHENTICATION_METHOD_BLOCKED);
        }
        boolean wellFormed = command.nc() == 2 * LENGTH && (!pin || (isPin(command, 0) && isPin(command, LENGTH)));
        if (!wellFormed) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        int sw = compare(reference, command);
        if (sw == StatusWord.OK) {
            replace(reference, command);
        }
        if (pin) {
            verified = sw == StatusWord.OK;
        }
        return Answer.sw(sw);
    }

    /** RESET RETRY COUNTER (2C): PUK and new PIN; the PIN's security status stays as it is. */
    Answer resetRetryCounter(CommandView command) {
        if (command.p1() != 0) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        if (command.p2() != PIN) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        if (state.puk.triesLeft() == 0) {
            return Answer.sw(StatusWord.AUTHENTICATION_METHOD_BLOCKED);
        }
        if (command.nc() != 2 * LENGTH || !isPin(command, LENGTH)) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        int sw = compare(state.puk, command);
        if (sw == StatusWord.OK) {
            replace(state.pin, command);
        }
        return Answer.sw(sw);
    }

    /** §2.4.3: six to eight digits, then FF. Looks at the bytes where they lie. */
    private static boolean isPin(CommandView command, int from) {
        ByteBuffer buffer = command.buffer();
        boolean digitAllowed = true;
        for (int i = 0; i < LENGTH; i++) {
            byte b = buffer.get(command.bodyOffset() + from + i);
            boolean digit = b >= '0' && b <= '9';
            if (digit ? !digitAllowed : b != PADDING || i < MIN_DIGITS) {
                return false;
            }
            digitAllowed = digit;
        }
        return true;
    }

    private int compare(ReferenceData reference, CommandView command) {
        state.touch();
        return reference.verify(command.buffer(), command.bodyOffset(), LENGTH);
    }

    /** Takes the second value of the body. */
    private void replace(ReferenceData reference, CommandView command) {
        reference.set(command.buffer(), command.bodyOffset() + LENGTH, LENGTH);
        state.touch();
    }
}
