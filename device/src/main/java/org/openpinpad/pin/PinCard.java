// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.nio.ByteBuffer;

/** The PIN pad's way to the card. */
public interface PinCard {

    /** Told, with the reader's turn held, how the command ended. */
    interface Answered {
        /** The card's status word, SW1 in the high byte. */
        void statusWord(int statusWord);

        /** No answer; bError says why. */
        void failed(int bError);
    }

    /**
     * Whether an earlier command, given up by the reader or not, is still to be carried out: what is known of the card may
     * be untrue by the time that a PIN reaches it.
     */
    boolean busy();

    /** Sends the command in its place in the locked page. Returns at once; one call of {@code answered} follows, always. */
    void transmit(ByteBuffer command, ByteBuffer response, Answered answered);
}
