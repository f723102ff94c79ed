// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import org.openpinpad.display.CardApplication;

/**
 * Told what passes between reader and card, in its order and before anybody can act on it. Buffers are the session's: they
 * are read in place and not kept. Calls come one at a time, from any thread, and must not wait.
 */
public interface CardWatcher {

    /** Watches nothing. */
    CardWatcher NONE = new CardWatcher() {
        @Override
        public void answered(CardApplication selected, ByteBuffer command, ByteBuffer data, int statusWord) {}

        @Override
        public void answeredPin(CardApplication selected, ByteBuffer header, int statusWord) {}

        @Override
        public void unanswered(ByteBuffer command) {}

        @Override
        public void reset() {}

        @Override
        public boolean chainIsOpen() {
            return false;
        }
    };

    /**
     * The card answered the PC's command.
     *
     * @param selected the application that is selected now, after this command
     * @param data the response without its status word
     */
    void answered(CardApplication selected, ByteBuffer command, ByteBuffer data, int statusWord);

    /** The card answered a command with a PIN that the user typed. Of that command nobody sees more than CLA INS P1 P2. */
    void answeredPin(CardApplication selected, ByteBuffer header, int statusWord);

    /** The card had this command, or the command of this header, and gave no answer: what it made of it is not known, nor which application is selected. */
    void unanswered(ByteBuffer command);

    /** The card was reset or powered off. */
    void reset();

    /** Whether the card may be waiting for the rest of a command, by what was told here. */
    boolean chainIsOpen();
}
