// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.util.OptionalInt;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Countdown;
import org.openpinpad.display.DigitCount;
import org.openpinpad.display.Panel;
import org.openpinpad.display.PinOperation;
import org.openpinpad.display.PinPrompt;
import org.openpinpad.display.PinPurpose;
import org.openpinpad.display.Screen;
import org.openpinpad.pin.entry.PinEntry;
import org.openpinpad.pin.format.PinTemplate;

/** What the display says while one entry runs: what the PIN is for, which one is asked, how far it is. */
final class EntryScreens {

    private final Panel screens;
    private final PinTemplate template;
    private final PinEntry entry;
    private final PinPurpose purpose;
    private final OptionalInt triesLeft;
    private DigitCount.Notice notice = DigitCount.Notice.NONE;

    EntryScreens(Panel screens, PinTemplate template, PinEntry entry, CardFacts facts) {
        this.screens = screens;
        this.template = template;
        this.entry = entry;
        boolean known = template.isOnBasicChannel();
        purpose = new PinPurpose(
                template.operation(), known ? facts.application() : CardApplication.UNKNOWN, template.reference());
        triesLeft = known ? facts.triesLeft(template.reference()) : OptionalInt.empty();
    }

    /** Shows the entry as it is after a key. */
    void show(PinEntry.Step step, long nowNs) {
        notice = switch (step) {
            case TOO_FEW -> DigitCount.Notice.TOO_FEW;
            case FULL, TOO_MANY -> DigitCount.Notice.TOO_MANY;
            default -> entry.digits() > entry.most() ? DigitCount.Notice.TOO_MANY : DigitCount.Notice.NONE;
        };
        show(nowNs);
    }

    /** Shows the entry with the time that is left now. */
    void show(long nowNs) {
        int least = template.rules().min();
        screens.show(
                new Screen.EnterPin(
                        purpose,
                        entry.prompt(),
                        new DigitCount(least, entry.most(), entry.digits(), notice),
                        new Countdown(entry.secondsLeft(nowNs), template.rules().timeOutS()),
                        countsTries() ? triesLeft : OptionalInt.empty()),
                template.langId());
    }

    /** The count is that of the PIN which is compared; what is spent by a wrong unblocking code is another one's. */
    private boolean countsTries() {
        boolean compared = entry.prompt() == PinPrompt.PIN || entry.prompt() == PinPrompt.OLD;
        return compared && template.operation() != PinOperation.RESET_RETRY_COUNTER;
    }

    /** The user insists on a PIN of this length. */
    Screen badLength() {
        return entry.digits() > entry.most()
                ? new Screen.PinTooLong(entry.most())
                : new Screen.PinTooShort(template.rules().min());
    }

    void checking() {
        screens.show(new Screen.Checking(), template.langId());
    }

    void conclude(Screen screen) {
        screens.conclude(screen, template.langId());
    }

    /** What the card said, shown as the conclusion. */
    void conclude(int statusWord) {
        conclude(CardVerdict.screen(template, purpose.application(), statusWord));
    }
}
