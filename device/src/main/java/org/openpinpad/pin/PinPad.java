// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.ccid.pin.PinOperation;
import org.openpinpad.ccid.pin.PinVerification;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.PinPurpose;
import org.openpinpad.display.RefusalReason;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.PinPort;
import org.openpinpad.keypad.ControlKey;
import org.openpinpad.keypad.KeyStage;
import org.openpinpad.linux.LockedPage;

/**
 * Secure PIN verification (CCID 1.1 §6.1.11), from the PC's request to the card's answer.
 *
 * <pre>
 * state      event                              next       page
 * IDLE       begin, refused                     IDLE       untouched, empty
 * IDLE       begin, accepted                    ENTERING   wiped first
 * ENTERING   digit, correct                     ENTERING   one digit more or less
 * ENTERING   entry complete                     CHECKING   digits moved into the command
 * ENTERING   cancel, time-out, abort            IDLE       wiped
 * CHECKING   card answers or fails              IDLE       wiped
 * CHECKING   abort                              GIVEN_UP   wiped when the slot lets go of it
 * GIVEN_UP   card answers or fails              IDLE       wiped; the PC is told nothing, the user what the card did
 * </pre>
 *
 * While a given-up command is still with the card, of whatever kind, a new entry is refused as "slot busy". Everything runs
 * with the reader's turn held.
 */
public final class PinPad implements PinPort, PinCard.Answered {

    private enum State {
        IDLE,
        ENTERING,
        CHECKING,
        GIVEN_UP
    }

    private final PinPage page;
    private final PinCard card;
    private final Supplier<CardApplication> application;
    private final PinScreens screens;
    private PinOutcome outcome;

    private State state = State.IDLE;
    private VerifyTemplate template;
    private PinEntry entry;
    private PinPurpose purpose;
    /** In GIVEN_UP: what is true if the card never answers. */
    private Screen givenUp;

    private long nextTickNs = Long.MAX_VALUE;

    /**
     * A PIN pad.
     *
     * @param page a locked page that nobody else uses
     * @param application which application of the card is selected, as far as is known
     */
    public PinPad(LockedPage page, PinCard card, Supplier<CardApplication> application, PinScreens screens) {
        this.page = new PinPage(page);
        this.card = card;
        this.application = application;
        this.screens = screens;
    }

    /** Says where outcomes go, before the first entry. */
    public void connect(PinOutcome engine) {
        outcome = engine;
    }

    @Override
    public int begin(ByteBuffer abData, long nowNs) {
        if (state != State.IDLE || card.busy()) {
            return SlotError.CMD_SLOT_BUSY;
        }
        if (!abData.hasRemaining()) {
            return SlotError.BAD_LENGTH;
        }
        if (abData.get(abData.position()) != PinOperation.VERIFICATION) {
            return refuse(PinVerification.Offset.PIN_OPERATION);
        }
        PinVerification request = PinVerification.parse(abData).orElse(null);
        if (request == null) {
            return SlotError.BAD_LENGTH;
        }
        VerifyTemplate.Checked checked = VerifyTemplate.check(request);
        if (checked instanceof VerifyTemplate.Checked.Refused refused) {
            return refuse(refused.offset());
        }
        enter(((VerifyTemplate.Checked.Accepted) checked).template(), nowNs);
        return ACCEPTED;
    }

    private int refuse(int offset) {
        boolean command = offset == PinVerification.Offset.PIN_APDU;
        screens.conclude(
                new Screen.Refused(command ? RefusalReason.NOT_A_PIN_COMMAND : RefusalReason.UNSUPPORTED_ENTRY), 0);
        return offset;
    }

    private void enter(VerifyTemplate accepted, long nowNs) {
        page.wipe();
        template = accepted;
        entry = new PinEntry(template, nowNs);
        // Only of the basic logical channel is it known what is selected there.
        CardApplication selected = template.channel() == 0 ? application.get() : CardApplication.UNKNOWN;
        purpose = new PinPurpose(org.openpinpad.display.PinOperation.VERIFY, selected, template.reference());
        state = State.ENTERING;
        showEntry(nowNs);
    }

    /** A digit waits in the stage. It is taken if an entry wants it. */
    public void digit(KeyStage stage, long nowNs) {
        if (state != State.ENTERING) {
            return;
        }
        PinEntry.Step step = entry.digit();
        if (step != PinEntry.Step.IGNORED) {
            page.append(stage, entry.digits() - 1);
        }
        take(step, nowNs);
    }

    /** A key that is no digit. */
    public void key(ControlKey key, long nowNs) {
        if (state != State.ENTERING) {
            return;
        }
        switch (key) {
            case OK -> take(entry.ok(), nowNs);
            case CORRECT -> take(entry.correct(), nowNs);
            case CANCEL -> take(entry.cancel(), nowNs);
            case PULL_CARD, INSERT_CARD -> {}
        }
    }

    @Override
    public void tick(long nowNs) {
        if (state == State.ENTERING) {
            take(entry.time(nowNs), nowNs);
            if (state == State.ENTERING) {
                showEntry(nowNs);
            }
        }
    }

    @Override
    public long deadlineNs() {
        return nextTickNs;
    }

    private void take(PinEntry.Step step, long nowNs) {
        switch (step) {
            case IGNORED -> {}
            case MORE -> showEntry(nowNs);
            case LESS -> {
                page.erase(entry.digits());
                showEntry(nowNs);
            }
            case COMPLETE -> send();
            case CANCELLED -> endEntry(SlotError.PIN_CANCELLED, new Screen.Cancelled());
            case TIMED_OUT -> endEntry(SlotError.PIN_TIMEOUT, new Screen.TimedOut());
        }
    }

    private void showEntry(long nowNs) {
        nextTickNs = entry.nextSecondNs(nowNs);
        Screen screen = new Screen.EnterPin(
                purpose,
                template.min(),
                template.max(),
                entry.digits(),
                entry.secondsLeft(nowNs),
                template.timeOutS(),
                OptionalInt.empty());
        screens.show(screen, template.langId());
    }

    private void send() {
        state = State.CHECKING;
        nextTickNs = Long.MAX_VALUE;
        screens.show(new Screen.Checking(), template.langId());
        card.transmit(page.command(template, entry.digits()), page.response(), this);
    }

    private void endEntry(int bError, Screen screen) {
        rest();
        screens.conclude(screen, template.langId());
        outcome.pinFailed(bError);
    }

    @Override
    public void statusWord(int statusWord) {
        boolean wanted = state == State.CHECKING;
        rest();
        screens.conclude(CardVerdict.screen(statusWord), template.langId());
        if (wanted) {
            outcome.pinDone(statusWord);
        }
    }

    @Override
    public void failed(int bError) {
        boolean wanted = state == State.CHECKING;
        rest();
        screens.conclude(wanted ? new Screen.CardMute() : givenUp, template.langId());
        if (wanted) {
            outcome.pinFailed(bError);
        }
    }

    @Override
    public void abort(AbortReason reason) {
        switch (state) {
            case IDLE, GIVEN_UP -> {}
            case ENTERING -> {
                rest();
                screens.conclude(screen(reason), template.langId());
            }
            case CHECKING -> {
                // The slot still reads the command: bytes wiped now would reach the card as a wrong PIN. The card may
                // yet
                // take the PIN, so the display goes on saying that it is being checked.
                state = State.GIVEN_UP;
                givenUp = screen(reason);
            }
        }
    }

    private static Screen screen(AbortReason reason) {
        return reason == AbortReason.CARD_REMOVED ? new Screen.CardRemoved() : new Screen.Aborted();
    }

    /** Wipes what there is, when the firmware ends and the slot works no more. */
    public void close() {
        abort(AbortReason.BUS);
        page.wipe();
    }

    private void rest() {
        page.wipe();
        state = State.IDLE;
        nextTickNs = Long.MAX_VALUE;
    }
}
