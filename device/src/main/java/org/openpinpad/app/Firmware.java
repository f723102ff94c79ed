// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import java.util.OptionalInt;
import java.util.function.Consumer;
import org.openpinpad.card.CardEvents;
import org.openpinpad.card.CardSession;
import org.openpinpad.card.CardSlot;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.display.Display;
import org.openpinpad.display.Event;
import org.openpinpad.display.Explanation;
import org.openpinpad.display.Language;
import org.openpinpad.display.Screen;
import org.openpinpad.gadget.reader.Reader;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.gadget.reader.ReaderIdentity;
import org.openpinpad.gadget.reader.ReaderProfile;
import org.openpinpad.guard.CardTrail;
import org.openpinpad.guard.EventLog;
import org.openpinpad.guard.Guard;
import org.openpinpad.guard.GuardRules;
import org.openpinpad.keypad.ControlKey;
import org.openpinpad.keypad.KeyListener;
import org.openpinpad.keypad.KeySource;
import org.openpinpad.keypad.KeyStage;
import org.openpinpad.keypad.Keypad;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pin.PinOutcome;
import org.openpinpad.pin.PinPad;

/**
 * The reader's parts, wired: the same on the Pi and in the simulator, which differ in slot, key source and display. A
 * transport is put on {@link #bus}.
 */
public final class Firmware implements AutoCloseable {

    private final CardSession card;
    private final PinPad pinPad;
    private final Guard guard;
    private final Reader reader;
    private final IdleKeys idleKeys;

    private Firmware(CardSession card, PinPad pinPad, Guard guard, Reader reader, IdleKeys idleKeys) {
        this.card = card;
        this.pinPad = pinPad;
        this.guard = guard;
        this.reader = reader;
        this.idleKeys = idleKeys;
    }

    /**
     * Starts everything but the transport.
     *
     * @param rules what the owner wants of the guard
     * @param controlKeys told about keys that are no digits, whatever the PIN pad does with them
     * @param keysEnded called when the key source has no more keys
     * @throws IllegalStateException in one sentence, when PINs cannot be protected on this machine
     */
    public static Firmware start(
            Libc libc,
            CardSlot slot,
            KeySource keys,
            Display display,
            Language language,
            GuardRules rules,
            Consumer<ControlKey> controlKeys,
            Runnable keysEnded) {
        ProcessHardening.apply(libc);
        FrontPanel panel = new FrontPanel(display, language, rules.mode() == GuardRules.Mode.OFF);
        EventLog log = new EventLog();
        CardTrail trail = new CardTrail(new CardNews(panel, log));
        CardSession card = new CardSession(slot, trail);
        LockedPage pinPage = LockedPage.map(libc);
        LockedPage keyPage = LockedPage.map(libc);
        Thread.setDefaultUncaughtExceptionHandler(new FailStop(() -> {
            try {
                pinPage.wipe();
            } finally {
                try {
                    keyPage.wipe();
                } finally {
                    slot.wipe();
                }
            }
        }));
        PinPad pinPad = new PinPad(pinPage, card, card, new LoggedPanel(panel, log));
        Guard guard = new Guard(rules, () -> card.busy() || pinPad.isBusy(), trail, panel, log, language);
        Reader reader = new Reader(
                ReaderProfile.descriptor(CcidDescriptor.PIN_VERIFICATION | CcidDescriptor.PIN_MODIFICATION),
                ReaderIdentity.DEFAULT,
                card,
                pinPad,
                guard,
                panel);
        Outcome outcome = new Outcome(reader);
        pinPad.connect(outcome);
        guard.connect(outcome);
        Firmware firmware = new Firmware(card, pinPad, guard, reader, new IdleKeys(panel, log, reader::lock));
        panel.start();
        card.start(new Events(reader, trail));
        new Keypad(keys, new KeyStage(keyPage), firmware.new Keys(controlKeys, keysEnded)).start();
        return firmware;
    }

    /** Where a transport is connected. */
    public ReaderBus bus() {
        return reader;
    }

    /** Ends a PIN entry, powers the card off, and wipes when the slot reads the page no more. The transport is closed before. */
    @Override
    public void close() {
        reader.close();
        card.close();
        reader.run(pinPad::close);
    }

    private record Outcome(Reader reader) implements PinOutcome, Guard.Outcome {
        @Override
        public void allowed() {
            reader.allowed();
        }

        @Override
        public void refused(int statusWord) {
            reader.refused(statusWord);
        }

        @Override
        public void pinDone(int statusWord) {
            reader.pinDone(statusWord);
        }

        @Override
        public void pinFailed(int bError) {
            reader.pinFailed(bError);
        }
    }

    /** What the card did, on display and in the log. */
    private record CardNews(FrontPanel panel, EventLog log) implements CardTrail.Listener {
        @Override
        public void authorisation(OptionalInt uses) {
            panel.authorisation(uses);
        }

        @Override
        public void keyUsed(Explanation what, Event.KeyUse.Result result) {
            log.add(new Event.KeyUse(what, result), System.nanoTime());
            if (result == Event.KeyUse.Result.DONE) {
                panel.remark(new Screen.KeyUsed(what));
            }
        }
    }

    private record Events(Reader reader, CardTrail trail) implements CardEvents {
        @Override
        public void cardDone(int job, int length) {
            reader.cardDone(job, length);
        }

        @Override
        public void cardFailed(int job, int bError) {
            reader.cardFailed(job, bError);
        }

        @Override
        public void cardPresence(boolean present) {
            trail.reset();
            reader.cardPresence(present);
        }

        @Override
        public void run(Runnable event) {
            reader.run(event);
        }
    }

    private final class Keys implements KeyListener {
        private final Consumer<ControlKey> controlKeys;
        private final Runnable keysEnded;

        Keys(Consumer<ControlKey> controlKeys, Runnable keysEnded) {
            this.controlKeys = controlKeys;
            this.keysEnded = keysEnded;
        }

        @Override
        public void digit(KeyStage stage) {
            long nowNs = System.nanoTime();
            reader.run(() -> {
                pinPad.digit(stage, nowNs);
                guard.digit(nowNs);
            });
        }

        @Override
        public void key(ControlKey key) {
            reader.run(() -> take(key, System.nanoTime()));
            controlKeys.accept(key);
        }

        /** A key is for one of these: who asks, in this order, or else nobody. */
        private void take(ControlKey key, long nowNs) {
            boolean forPin = pinPad.key(key, nowNs);
            if (forPin && (key == ControlKey.OK || key == ControlKey.CANCEL)) {
                guard.handsOff();
            }
            if (!forPin && !guard.key(key, nowNs)) {
                idleKeys.key(key, nowNs);
            }
        }

        @Override
        public void closed() {
            keysEnded.run();
        }
    }
}
