// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Objects;
import java.util.OptionalInt;

/** What the display says, in the reader's terms. Words and pixels come later ({@link ScreenText}). */
public sealed interface Screen {
    /** Highest count of tries that a status word 63Cx can tell (ISO 7816-4, 5.6). */
    int MAX_TRIES = 15;

    /** PIN entry under way. How many digits have been typed is told; nothing else of them is known here. */
    record EnterPin(PinPurpose purpose, PinPrompt prompt, DigitCount digits, Countdown countdown, OptionalInt triesLeft)
            implements Screen {
        public EnterPin {
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(prompt, "prompt");
            triesLeft.ifPresent(tries -> Objects.checkIndex(tries, MAX_TRIES + 1));
        }
    }

    /** A picture, a heading and at most one sentence. */
    sealed interface Notice extends Screen {
        Wording wording();
    }

    /** Power-up; the version is that of this program. */
    record Starting(String version) implements Notice {
        private static final int MAX_VERSION = 20;

        public Starting {
            if (!version.matches("[!-~]{1," + MAX_VERSION + "}")) {
                throw new IllegalArgumentException("a version is 1 to " + MAX_VERSION + " printable characters");
            }
        }

        @Override
        public Wording wording() {
            return Wording.of("starting", Pictogram.KEY).with("starting.text", version);
        }
    }

    /** No PC, or the PC sleeps. */
    record NotConnected() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("notConnected", Pictogram.CROSS).with("notConnected.text");
        }
    }

    /** The slot is empty. */
    record InsertCard() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("insertCard", Pictogram.CARD);
        }
    }

    /** A card is in the slot and nothing is asked of it. */
    record CardReady() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("cardReady", Pictogram.CARD, Pictogram.LOCK);
        }
    }

    /** The card works on a command that takes long. */
    record CardBusy() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("cardBusy", Pictogram.CARD).with("cardBusy.text");
        }
    }

    /** The PIN is on its way to the card. */
    record Checking() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("checking", Pictogram.KEY);
        }
    }

    /** The card answered 9000. */
    record PinAccepted(PinOperation operation) implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("accepted." + operation, Pictogram.TICK);
        }
    }

    /** The card answered 63Cx, or another word for a wrong PIN that tells no count. */
    record WrongPin(PinOperation operation, OptionalInt triesLeft) implements Notice {
        public WrongPin {
            triesLeft.ifPresent(tries -> Objects.checkIndex(tries, MAX_TRIES + 1));
        }

        @Override
        public Wording wording() {
            boolean code = operation == PinOperation.RESET_RETRY_COUNTER;
            Wording wording = Wording.of(code ? "wrongCode" : "wrongPin", Pictogram.CROSS);
            return triesLeft.isPresent() ? wording.with("triesLeft", triesLeft.getAsInt()) : wording;
        }
    }

    /** The new PIN and its repetition differ; the card was not asked. */
    record PinsDiffer() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("pinsDiffer", Pictogram.CROSS).with("pinsDiffer.text");
        }
    }

    /** The PIN has more digits than its command has room for; the card was not asked. */
    record PinTooLong(int most) implements Notice {
        public PinTooLong {
            Objects.checkIndex(most, DigitCount.MAX + 1);
        }

        @Override
        public Wording wording() {
            return Wording.of("pinTooLong", Pictogram.CROSS).with("pinTooLong.text", most);
        }
    }

    /** The PIN has fewer digits than it must have; the card was not asked. */
    record PinTooShort(int least) implements Notice {
        public PinTooShort {
            Objects.checkIndex(least, DigitCount.MAX + 1);
        }

        @Override
        public Wording wording() {
            return Wording.of("pinTooShort", Pictogram.CROSS).with("pinTooShort.text", least);
        }
    }

    /** The card answered 6983 or 63C0. */
    record PinBlocked(PinOperation operation) implements Notice {
        @Override
        public Wording wording() {
            boolean code = operation == PinOperation.RESET_RETRY_COUNTER;
            return Wording.of(code ? "codeBlocked" : "pinBlocked", Pictogram.LOCK)
                    .with("pinBlocked.text");
        }
    }

    /** The card answered another status word, which says that it did not take the PIN. */
    record CardError(int statusWord) implements Notice {
        public CardError {
            Objects.checkIndex(statusWord, 0x10000);
        }

        @Override
        public Wording wording() {
            return Wording.of("cardError", Pictogram.WARNING).with("cardError.text", String.format("%04X", statusWord));
        }
    }

    /** The card did not answer. */
    record CardMute() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("cardMute", Pictogram.WARNING);
        }
    }

    /** The user pressed cancel. */
    record Cancelled() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("cancelled", Pictogram.CROSS).with("cancelled.text");
        }
    }

    /** Nobody typed in time. */
    record TimedOut() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("timedOut", Pictogram.CROSS).with("timedOut.text");
        }
    }

    /** The card was pulled during an entry. */
    record CardRemoved() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("cardRemoved", Pictogram.CARD, Pictogram.CROSS);
        }
    }

    /** The PC gave the entry up. */
    record Aborted() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("aborted", Pictogram.CROSS).with("aborted.text");
        }
    }

    /** The reader did not do what the PC asked. */
    record Refused(RefusalReason reason) implements Notice {
        @Override
        public Wording wording() {
            boolean pin = reason == RefusalReason.PIN_FROM_PC;
            return Wording.of(pin ? "pinFromPc" : "refused", Pictogram.WARNING).with("refused." + reason);
        }
    }

    /** The unit is broken and enters no PIN. */
    record Fault(FaultCause cause) implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("fault", Pictogram.WARNING).with("fault." + cause);
        }
    }

    /** The user let a command go to the card. */
    record Allowed() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("allowed", Pictogram.TICK).with("allowed.text");
        }
    }

    /** The PC or the bus took back what the user was asked about. */
    record QuestionWithdrawn() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("aborted", Pictogram.CROSS).with("notAsked.text");
        }
    }

    /** A PIN is verified: the PC can use what it opens, and has used a key so often since. */
    record CardOpen(int uses) implements Notice {
        public CardOpen {
            Objects.checkIndex(uses, Integer.MAX_VALUE);
        }

        @Override
        public Wording wording() {
            return Wording.of("cardOpen", Pictogram.CARD, Pictogram.KEY).with("cardOpen.text", uses);
        }
    }

    /** The user said no to what the PC wanted of the card. */
    record CommandRefused() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("refused", Pictogram.CROSS).with("commandRefused.text");
        }
    }

    /** The user said nothing in time. */
    record NotAnswered() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("timedOut", Pictogram.CROSS).with("notAsked.text");
        }
    }

    /** There is nothing in the event log. */
    record EmptyLog() implements Notice {
        @Override
        public Wording wording() {
            return Wording.of("emptyLog", Pictogram.CARD).with("emptyLog.text");
        }
    }

    /** A question with a heading, what it is about, and the time that is left. */
    sealed interface Question extends Screen {
        Countdown countdown();
    }

    /** May the card do this? */
    record Consent(Explanation what, Countdown countdown) implements Question {
        public Consent {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(countdown, "countdown");
        }
    }

    /** May the card get the PIN that the PC sends? */
    record PinFromPc(Countdown countdown) implements Question {
        public PinFromPc {
            Objects.requireNonNull(countdown, "countdown");
        }
    }

    /** The card has used a key. */
    record KeyUsed(Explanation what) implements Screen {
        public KeyUsed {
            Objects.requireNonNull(what, "what");
        }
    }

    /** A page of the event log; 1 is the newest event. */
    record EventPage(Event event, int page, int pages, long ageSeconds) implements Screen {
        public EventPage {
            Objects.requireNonNull(event, "event");
            Objects.checkIndex(page, pages + 1);
        }
    }

    /** Any other screen, while the guard is off. */
    record Unguarded(Screen inner) implements Screen {
        public Unguarded {
            Objects.requireNonNull(inner, "inner");
        }
    }
}
