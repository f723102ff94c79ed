// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.util.OptionalInt;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.PinOperation;
import org.openpinpad.display.PinPrompt;
import org.openpinpad.display.Screen;
import org.openpinpad.pin.format.PinTemplate;

/** What the card's answer to a command with PINs tells the user (ISO 7816-4 §5.6, §11.6). */
final class CardVerdict {

    private static final int OK = 0x9000;
    private static final int WRONG = 0x6300;
    private static final int COUNTER = 0x63C0;
    private static final int COUNTER_MASK = 0xFFF0;
    private static final int SECURITY_STATUS_NOT_SATISFIED = 0x6982;
    private static final int BLOCKED = 0x6983;

    private CardVerdict() {}

    static Screen screen(PinTemplate template, CardApplication application, int statusWord) {
        PinOperation operation = template.operation();
        if ((statusWord & COUNTER_MASK) == COUNTER) {
            int tries = statusWord & ~COUNTER_MASK;
            return tries == 0
                    ? new Screen.PinBlocked(operation)
                    : new Screen.WrongPin(operation, OptionalInt.of(tries));
        }
        return switch (statusWord) {
            case OK -> new Screen.PinAccepted(operation);
            case WRONG -> new Screen.WrongPin(operation, OptionalInt.empty());
            // OpenPGP card 3.4 §7.2.2 answers 6982 to a wrong password; the count is in its status bytes. Elsewhere,
            // and
            // where a new PIN alone was sent, it says that something else should have been done before.
            case SECURITY_STATUS_NOT_SATISFIED ->
                application == CardApplication.OPENPGP
                                && template.rules().questions().get(0).prompt() != PinPrompt.NEW
                        ? new Screen.WrongPin(operation, OptionalInt.empty())
                        : new Screen.CardError(statusWord);
            case BLOCKED -> new Screen.PinBlocked(operation);
            default -> new Screen.CardError(statusWord);
        };
    }
}
