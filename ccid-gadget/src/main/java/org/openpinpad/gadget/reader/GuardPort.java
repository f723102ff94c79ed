// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;

/**
 * The engine's way to what stands between PC and card. A question that {@link #judge} puts to the user ends with one {@link
 * ReaderEngine#allowed} or {@link ReaderEngine#refused}, unless {@link #withdraw} came first. Nothing here waits.
 */
public interface GuardPort {

    /** The card gets the command. */
    int PASS = 0;

    /** The user is asked; the engine keeps the command and the PC waits. */
    int ASK = -1;

    /** What the card will have done to earlier commands is not known yet: the PC is to come again. */
    int BUSY = -2;

    /**
     * Rules on a whole command APDU of the PC, position to limit.
     *
     * @return {@link #PASS}, {@link #ASK}, {@link #BUSY}, or a status word that is the answer
     */
    int judge(ByteBuffer command, long nowNs);

    /** The question is put no more. No outcome follows. Without effect when there is none. */
    void withdraw(PinPort.AbortReason reason);

    /**
     * Answers abData of an Escape message.
     *
     * @param answer gets the answer's abData at its position, at most its remaining bytes
     * @return false, and nothing written, if it is none of the documented ones
     */
    boolean escape(ByteBuffer request, ByteBuffer answer, long nowNs);

    /** Time passes; called at {@link #deadlineNs} or later. */
    void tick(long nowNs);

    /** When {@link #tick} is wanted next, {@link Long#MAX_VALUE} for never. */
    long deadlineNs();
}
