// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.util.OptionalInt;
import org.openpinpad.display.Screen;

/** What the card's answer to VERIFY tells the user (ISO 7816-4 §5.6, §11.6.6). */
final class CardVerdict {

    private static final int OK = 0x9000;
    private static final int WRONG = 0x6300;
    private static final int COUNTER = 0x63C0;
    private static final int COUNTER_MASK = 0xFFF0;
    private static final int SECURITY_STATUS_NOT_SATISFIED = 0x6982;
    private static final int BLOCKED = 0x6983;

    private CardVerdict() {}

    static Screen screen(int statusWord) {
        if ((statusWord & COUNTER_MASK) == COUNTER) {
            int tries = statusWord & ~COUNTER_MASK;
            return tries == 0 ? new Screen.PinBlocked() : new Screen.WrongPin(OptionalInt.of(tries));
        }
        return switch (statusWord) {
            case OK -> new Screen.PinCorrect();
            // OpenPGP card 3.4 §7.2.2 answers 6982 to a wrong password; the count is in its status bytes
            case WRONG, SECURITY_STATUS_NOT_SATISFIED -> new Screen.WrongPin(OptionalInt.empty());
            case BLOCKED -> new Screen.PinBlocked();
            default -> new Screen.CardError(statusWord);
        };
    }
}
