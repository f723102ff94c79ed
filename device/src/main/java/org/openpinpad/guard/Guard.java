// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import org.openpinpad.display.Act;
import org.openpinpad.display.Countdown;
import org.openpinpad.display.Event;
import org.openpinpad.display.Event.KeyUse;
import org.openpinpad.display.Explanation;
import org.openpinpad.display.Language;
import org.openpinpad.display.Panel;
import org.openpinpad.display.RefusalReason;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.GuardPort;
import org.openpinpad.gadget.reader.PinPort.AbortReason;
import org.openpinpad.keypad.ControlKey;

/**
 * Rules on the PC's commands (decision 9 in docs/decisions): refuses PINs of the PC, and asks the user where he wants to be
 * asked. At most one question is put at a time. Everything runs with the reader's turn held.
 */
public final class Guard implements GuardPort {

    /** The PC tried to send a PIN: part 10's "firewall". */
    static final int SW_PIN_FROM_PC = 0x6404;
    /** The user said no, or nothing in time (ISO 7816-4 §5.6, conditions of use not satisfied). */
    static final int SW_NO_CONSENT = 0x6985;
    /** Last command of the chain expected. */
    static final int SW_CHAIN_EXPECTED = 0x6883;

    static final int SW_WRONG_LENGTH = 0x6700;
    static final int SW_CLASS_NOT_SUPPORTED = 0x6E00;

    private static final int NO_LANGUAGE = 0;

    /** So long after a withdrawn question, or after a digit, a user may be thinking of something else than what is asked. */
    private static final long SOON_NS = 10_000_000_000L;

    /** What the guard asks of who has the card. */
    public interface Card {
        /** Whether an earlier command is still to be carried out, so that what is known of the card may be untrue. */
        boolean busy();
    }

    /** Where the user's answer goes. */
    public interface Outcome {
        void allowed();

        void refused(int statusWord);
    }

    /** What the user is asked about: a key use, or (null) a PIN of the PC. */
    private record Asked(Consent consent, Explanation keyUse) {
        Screen screen(long nowNs) {
            Countdown time = new Countdown(consent.secondsLeft(nowNs), Consent.TIME_OUT_S);
            return keyUse == null ? new Screen.PinFromPc(time) : new Screen.Consent(keyUse, time);
        }
    }

    private final GuardRules rules;
    private final Card card;
    private final CardTrail trail;
    private final Panel panel;
    private final EventLog log;
    private final Language language;
    private Outcome outcome;

    private Asked asked;
    /** The last time that was told: a withdrawal tells none. */
    private long seenNs;

    private boolean withdrawn;
    /** Digits were pressed, and no OK or cancel since. */
    private boolean handsOn;

    private long lastDigitNs;

    private long nextTickNs = Long.MAX_VALUE;

    /** A guard; {@code language} is that of the log. */
    public Guard(GuardRules rules, Card card, CardTrail trail, Panel panel, EventLog log, Language language) {
        this.rules = rules;
        this.card = card;
        this.trail = trail;
        this.panel = panel;
        this.log = log;
        this.language = language;
    }

    /** Says where answers go, before the first question. */
    public void connect(Outcome engine) {
        outcome = engine;
    }

    @Override
    public int judge(ByteBuffer command, long nowNs) {
        if (card.busy()) {
            return BUSY;
        }
        return switch (trail.look(command)) {
            case MALFORMED -> SW_WRONG_LENGTH;
            case NOT_FOR_A_CARD -> SW_CLASS_NOT_SUPPORTED;
            case BREAKS_CHAIN -> SW_CHAIN_EXPECTED;
            case PIN -> pin(command, true, nowNs);
            case HIDDEN_PIN -> pin(command, false, nowNs);
            case CLEAN -> keyUse(command, nowNs);
        };
    }

    private int pin(ByteBuffer command, boolean plain, long nowNs) {
        if (rules.mode() == GuardRules.Mode.OFF) {
            log.add(new Event.PinFromPc(true), nowNs);
            return keyUse(command, nowNs); // an ENVELOPE can be one too
        }
        if (plain && rules.mode() == GuardRules.Mode.ASK) {
            return ask(null, nowNs);
        }
        panel.remark(new Screen.Refused(RefusalReason.PIN_FROM_PC));
        log.add(new Event.PinFromPc(false), nowNs);
        return SW_PIN_FROM_PC;
    }

    private int keyUse(ByteBuffer command, long nowNs) {
        Act act = trail.act(command);
        if (!act.usesKey()) {
            return PASS;
        }
        Explanation what = trail.explain(command);
        boolean asks = switch (rules.consent(what.application())) {
            case NEVER -> false;
            case SIGN -> trail.maySign(command);
            case EVERY -> true;
        };
        return asks ? ask(what, nowNs) : PASS;
    }

    private int ask(Explanation keyUse, long nowNs) {
        boolean soon = withdrawn && nowNs - seenNs < SOON_NS;
        boolean typing = handsOn && nowNs - lastDigitNs < SOON_NS;
        asked = new Asked(new Consent(nowNs, soon ? Consent.LONG_REST_NS : Consent.REST_NS, typing), keyUse);
        withdrawn = false;
        show(nowNs);
        return ASK;
    }

    private void show(long nowNs) {
        seenNs = nowNs;
        nextTickNs = asked.consent().nextSecondNs(nowNs);
        panel.show(asked.screen(nowNs), NO_LANGUAGE);
    }

    /** A digit, whoever it was meant for. */
    public void digit(long nowNs) {
        handsOn = true;
        lastDigitNs = nowNs;
        if (asked != null) {
            asked.consent().digit(nowNs);
        }
    }

    /** The user has ended what he typed, by OK or cancel. */
    public void handsOff() {
        handsOn = false;
    }

    /**
     * A key that is no digit.
     *
     * @return whether a question was there to take it
     */
    public boolean key(ControlKey key, long nowNs) {
        if (asked == null) {
            return false;
        }
        take(asked.consent().key(key, nowNs), nowNs);
        return true;
    }

    @Override
    public void tick(long nowNs) {
        if (asked != null) {
            take(asked.consent().time(nowNs), nowNs);
        }
        if (asked != null) {
            show(nowNs);
        }
    }

    private void take(Consent.Answer answer, long nowNs) {
        switch (answer) {
            case NONE -> {}
            case YES -> {
                if (asked.keyUse() == null) {
                    log.add(new Event.PinFromPc(true), nowNs);
                }
                end(new Screen.Allowed());
                outcome.allowed();
            }
            case NO -> refuse(new Screen.CommandRefused(), nowNs);
            case TIMED_OUT -> refuse(new Screen.NotAnswered(), nowNs);
        }
    }

    private void refuse(Screen conclusion, long nowNs) {
        note(KeyUse.Result.REFUSED, nowNs);
        end(conclusion);
        outcome.refused(SW_NO_CONSENT);
    }

    private void note(KeyUse.Result result, long nowNs) {
        log.add(asked.keyUse() == null ? new Event.PinFromPc(false) : new KeyUse(asked.keyUse(), result), nowNs);
    }

    private void end(Screen conclusion) {
        asked = null;
        nextTickNs = Long.MAX_VALUE;
        panel.conclude(conclusion, NO_LANGUAGE);
    }

    @Override
    public void withdraw(AbortReason reason) {
        if (asked != null) {
            note(KeyUse.Result.WITHDRAWN, seenNs);
            withdrawn = true;
            end(reason == AbortReason.CARD_REMOVED ? new Screen.CardRemoved() : new Screen.QuestionWithdrawn());
        }
    }

    @Override
    public boolean escape(ByteBuffer request, ByteBuffer answer, long nowNs) {
        return log.answer(request, answer, language, nowNs);
    }

    @Override
    public long deadlineNs() {
        return nextTickNs;
    }
}
