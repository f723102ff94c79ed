// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

/** Where the card session tells how its jobs ended; the reader implements it. */
public interface CardEvents {
    void cardDone(int job, int length);

    void cardFailed(int job, int bError);

    void cardPresence(boolean present);

    /** Runs with the reader's turn held. */
    void run(Runnable event);
}
