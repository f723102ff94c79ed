// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;

/**
 * The engine's way to PIN entry. An accepted entry ends with one {@link ReaderEngine#pinDone} or {@link
 * ReaderEngine#pinFailed}, unless {@link #abort} came first.
 */
public interface PinPort {

    /** What {@link #begin} returns when the entry runs; anything else is the bError that refuses it. */
    int ACCEPTED = -1;

    /**
     * Checks abData of a Secure message and, when all of it is sound, asks the user.
     *
     * @return {@link #ACCEPTED}, or the bError that names the field at fault; then nothing was asked
     */
    int begin(ByteBuffer abData, long nowNs);

    /**
     * Ends an entry whose PIN is still being typed, and wipes it. No outcome follows.
     *
     * @return false, without effect, when none is or when the card already has it
     */
    boolean cancel();

    /** Ends the entry and wipes what was typed. No outcome follows. Without effect when none runs. */
    void abort(AbortReason reason);

    /** Why an entry ended without an outcome. */
    enum AbortReason {
        /** ABORT or IccPowerOff. */
        HOST,
        CARD_REMOVED,
        /** The user locked the card. */
        LOCKED,
        /** Bus reset, disconnect or suspend. */
        BUS
    }

    /** Time passes; called at {@link #deadlineNs} or later. */
    void tick(long nowNs);

    /** When {@link #tick} is wanted next, {@link Long#MAX_VALUE} for never. */
    long deadlineNs();
}
