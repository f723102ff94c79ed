// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import java.util.OptionalInt;

/** How a PIN entry ended. */
public sealed interface PinResult {

    /** One sentence for the user. */
    String describe();

    /** The card accepted the PIN. */
    record Verified() implements PinResult {
        @Override
        public String describe() {
            return "The card accepted the PIN.";
        }
    }

    /** The card rejected the PIN; it may have said how many tries are left. */
    record Wrong(OptionalInt triesLeft) implements PinResult {
        @Override
        public String describe() {
            if (triesLeft.isEmpty()) {
                return "Wrong PIN.";
            }
            int left = triesLeft.getAsInt();
            return "Wrong PIN, " + left + (left == 1 ? " try left." : " tries left.");
        }
    }

    /** No tries are left. */
    record Blocked() implements PinResult {
        @Override
        public String describe() {
            return "The PIN is blocked: no tries are left.";
        }
    }

    /** The user pressed cancel, or {@link Reader#cancel()} was called. */
    record Cancelled() implements PinResult {
        @Override
        public String describe() {
            return "The PIN entry was cancelled.";
        }
    }

    /** Nothing complete was typed in time. */
    record TimedOut() implements PinResult {
        @Override
        public String describe() {
            return "Nobody completed the PIN entry in time.";
        }
    }

    /** New PIN and its repetition differ. */
    record Mismatch() implements PinResult {
        @Override
        public String describe() {
            return "The two new PINs were not the same.";
        }
    }

    /** The PIN was shorter or longer than asked for. */
    record BadLength() implements PinResult {
        @Override
        public String describe() {
            return "The PIN was shorter or longer than allowed.";
        }
    }

    /** The reader, or its driver, will not do what was asked; the card was not touched. */
    record RefusedByReader(String reason) implements PinResult {
        @Override
        public String describe() {
            return "The reader refused: " + reason + ".";
        }
    }

    /** The card answered {@code command} with a status that is none of the above. */
    record CardError(String command, int statusWord) implements PinResult {
        @Override
        public String describe() {
            return "The card answered " + command + " with status %04X.".formatted(statusWord);
        }
    }

    /** The card was taken out. */
    record CardGone() implements PinResult {
        @Override
        public String describe() {
            return "The card was taken out.";
        }
    }

    /** The reader, or the way to it, failed; whether the card saw the PIN is unknown. */
    record ReaderError(String problem) implements PinResult {
        @Override
        public String describe() {
            return "The reader failed: " + problem + ".";
        }
    }

    /**
     * What SW1 SW2 of a VERIFY mean: the card's (ISO 7816-4 §5.6), or the reader's in the card's stead (PC/SC part 10
     * §2.5.2, 64xx and 6B80).
     */
    static PinResult ofStatusWord(int sw) {
        if ((sw & 0xFFF0) == 0x63C0) {
            int left = sw & 0x0F;
            return left == 0 ? new Blocked() : new Wrong(OptionalInt.of(left));
        }
        return switch (sw) {
            case 0x9000 -> new Verified();
            // OpenPGP card 3.4 §7.2.2 lets a card answer 6982 to a wrong PIN; several do.
            case 0x6300, 0x6982 -> new Wrong(OptionalInt.empty());
            case 0x6983, 0x6984 -> new Blocked();
            case 0x6400 -> new TimedOut();
            case 0x6401 -> new Cancelled();
            case 0x6402 -> new Mismatch();
            case 0x6403 -> new BadLength();
            case 0x6404 -> new RefusedByReader("its firewall does not let this command pass");
            case 0x6B80 -> new RefusedByReader("a field of the PIN block is not to its liking");
            default -> new CardError("VERIFY", sw);
        };
    }
}
