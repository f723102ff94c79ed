// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.ccid.pin.PinField;
import org.openpinpad.ccid.pin.PinModification;
import org.openpinpad.ccid.pin.PinOperation;
import org.openpinpad.ccid.pin.PinStructure;
import org.openpinpad.ccid.pin.PinVerification;
import org.openpinpad.display.Panel;
import org.openpinpad.display.PinPrompt;
import org.openpinpad.display.RefusalReason;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.PinPort;
import org.openpinpad.keypad.ControlKey;
import org.openpinpad.keypad.KeyStage;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pin.entry.PinEntry;
import org.openpinpad.pin.format.PinTemplate;
import org.openpinpad.pin.format.PinTemplate.Checked;
import org.openpinpad.pin.format.TemplateCheck;

/**
 * Secure PIN verification and modification (CCID 1.1 §6.1.11), from the PC's request to the card's answer.
 *
 * <pre>
 * state      event                              next       page
 * IDLE       begin, refused                     IDLE       untouched, empty
 * IDLE       begin, accepted                    ENTERING   wiped first
 * ENTERING   digit, correct, clear              ENTERING   digits more or fewer
 * ENTERING   a PIN complete, one more asked     ENTERING   untouched
 * ENTERING   all complete                       CHECKING   digits moved into the command
 * ENTERING   PINs differ, bad length            IDLE       wiped
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

    /** So long after their last key users may still be typing what an entry that was broken off had asked for. */
    private static final long HASTE_NS = 10_000_000_000L;

    private static final int BAD_OPERATION = Header.LENGTH;

    private final PinPage page;
    private final PinCard card;
    private final CardFacts facts;
    private final Panel screens;
    private PinOutcome outcome;

    private State state = State.IDLE;
    private PinTemplate template;
    private PinEntry entry;
    private EntryScreens view;
    /** In GIVEN_UP: what is true if the card never answers. */
    private Screen givenUp;

    private long nextTickNs = Long.MAX_VALUE;
    private long lastKeyNs;
    /** Keys were pressed since the user last ended an entry: what comes next may be meant for another one. */
    private boolean handsOn;

    /**
     * A PIN pad.
     *
     * @param page a locked page that nobody else uses
     */
    public PinPad(LockedPage page, PinCard card, CardFacts facts, Panel screens) {
        this.page = new PinPage(page);
        this.card = card;
        this.facts = facts;
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
        int operation = abData.get(abData.position());
        if (operation != PinOperation.VERIFICATION && operation != PinOperation.MODIFICATION) {
            return refuse(new Checked.Refused(BAD_OPERATION, false));
        }
        Optional<? extends PinStructure> request =
                operation == PinOperation.VERIFICATION ? PinVerification.parse(abData) : PinModification.parse(abData);
        if (request.isEmpty()) {
            return SlotError.BAD_LENGTH;
        }
        Checked checked = TemplateCheck.check(request.get());
        if (checked instanceof Checked.Refused refused) {
            return refuse(refused);
        }
        if (facts.chainIsOpen()) {
            // The PIN would be the end of a command that the PC has begun.
            return refuse(new Checked.Refused(request.get().offset(PinField.PIN_APDU), true));
        }
        enter(((Checked.Accepted) checked).template(), nowNs);
        return ACCEPTED;
    }

    private int refuse(Checked.Refused refused) {
        RefusalReason reason =
                refused.forItsCommand() ? RefusalReason.NOT_A_PIN_COMMAND : RefusalReason.UNSUPPORTED_ENTRY;
        screens.remark(new Screen.Refused(reason)); // a PC must not be able to wipe a verdict off the display
        return refused.offset();
    }

    private void enter(PinTemplate accepted, long nowNs) {
        page.wipe();
        template = accepted;
        entry = new PinEntry(template.rules(), handsOn && nowNs - lastKeyNs < HASTE_NS, nowNs);
        view = new EntryScreens(screens, template, entry, facts);
        state = State.ENTERING;
        showTime(nowNs);
    }

    /** A digit waits in the stage. It is taken if an entry wants it. */
    public void digit(KeyStage stage, long nowNs) {
        lastKeyNs = nowNs;
        handsOn = true;
        if (state != State.ENTERING) {
            return;
        }
        int pin = entry.asked();
        PinEntry.Step step = entry.digit(nowNs);
        if (step != PinEntry.Step.IGNORED && step != PinEntry.Step.FULL) {
            page.append(stage, pin, entry.digits(pin) - 1);
        }
        take(step, nowNs);
    }

    /**
     * A key that is no digit.
     *
     * @return whether an entry, or the card's work on one, was there to take it
     */
    public boolean key(ControlKey key, long nowNs) {
        if (state != State.ENTERING) {
            return state != State.IDLE;
        }
        lastKeyNs = nowNs;
        switch (key) {
            case OK -> take(entry.ok(nowNs), nowNs);
            case CORRECT -> take(entry.correct(nowNs), nowNs);
            case CLEAR -> take(entry.clear(nowNs), nowNs);
            case CANCEL -> take(entry.cancel(), nowNs);
            case PULL_CARD, INSERT_CARD -> {}
        }
        handsOn = state == State.ENTERING;
        return true;
    }

    /** Whether an entry runs, or the card has one's PIN, wanted or given up. */
    public boolean isBusy() {
        return state != State.IDLE;
    }

    @Override
    public void tick(long nowNs) {
        if (state == State.ENTERING) {
            take(entry.time(nowNs), nowNs);
            if (state == State.ENTERING) {
                showTime(nowNs);
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
            case MORE, TOO_FEW, TOO_MANY, FULL, NEXT -> show(step, nowNs);
            case LESS, CLEARED -> {
                page.erase(entry.asked(), entry.digits());
                show(step, nowNs);
            }
            case COMPLETE -> complete();
            case BAD_LENGTH -> end(EntryStatus.PIN_LENGTH, view.badLength());
            case CANCELLED -> fail(SlotError.PIN_CANCELLED, new Screen.Cancelled());
            case TIMED_OUT -> fail(SlotError.PIN_TIMEOUT, new Screen.TimedOut());
        }
    }

    private void show(PinEntry.Step step, long nowNs) {
        nextTickNs = entry.nextSecondNs(nowNs);
        view.show(step, nowNs);
    }

    private void showTime(long nowNs) {
        nextTickNs = entry.nextSecondNs(nowNs);
        view.show(nowNs);
    }

    private void complete() {
        int last = entry.asked();
        if (entry.prompt() == PinPrompt.REPEAT && !page.isSame(entry, last - 1, last)) {
            end(EntryStatus.PINS_DIFFER, new Screen.PinsDiffer());
            return;
        }
        state = State.CHECKING;
        nextTickNs = Long.MAX_VALUE;
        view.checking();
        card.transmit(page.command(template, entry), page.response(), this);
    }

    /** Ends an entry that did not get to the card with a status word of the reader's. */
    private void end(int statusWord, Screen screen) {
        rest();
        view.conclude(screen);
        outcome.pinDone(statusWord);
    }

    private void fail(int bError, Screen screen) {
        rest();
        view.conclude(screen);
        outcome.pinFailed(bError);
    }

    @Override
    public void statusWord(int statusWord) {
        boolean wanted = state == State.CHECKING;
        rest();
        view.conclude(statusWord);
        if (wanted) {
            outcome.pinDone(statusWord);
        }
    }

    @Override
    public void failed(int bError) {
        boolean wanted = state == State.CHECKING;
        rest();
        view.conclude(wanted ? new Screen.CardMute() : givenUp);
        if (wanted) {
            outcome.pinFailed(bError);
        }
    }

    @Override
    public boolean cancel() {
        boolean typing = state == State.ENTERING;
        if (typing) {
            abort(AbortReason.HOST);
        }
        return typing;
    }

    @Override
    public void abort(AbortReason reason) {
        switch (state) {
            case IDLE, GIVEN_UP -> {}
            case ENTERING -> {
                rest();
                view.conclude(screen(reason));
            }
            case CHECKING -> {
                // The slot still reads the command: bytes wiped now would reach the card as a wrong PIN. The card may
                // yet take the PIN, so the display goes on saying that it is being checked.
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
