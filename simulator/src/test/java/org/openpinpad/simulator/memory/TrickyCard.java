// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.VirtualCard;

/** A card that does to the next VERIFY what it was told, and otherwise what the real one does. */
final class TrickyCard implements VirtualCard {

    private static final byte INS_VERIFY = 0x20;
    private static final int HEADER_AND_LC = 5;

    enum Trick {
        NONE,
        /** Says nothing. */
        MUTE,
        /** Sends the PIN back before the status word. */
        ECHO,
        /** Has the command and does not answer before it may. */
        SLOW,
        /** Its driver meets a fault, with the command in hand. */
        FAULTY
    }

    private final VirtualCard card;
    private final Semaphore mayAnswer = new Semaphore(0);
    private volatile Trick next = Trick.NONE;

    TrickyCard(VirtualCard card) {
        this.card = card;
    }

    void next(Trick trick) {
        next = trick;
    }

    void answer() {
        mayAnswer.release();
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }

    @Override
    public void reset() {
        card.reset();
    }

    @Override
    public SlotResult process(ByteBuffer command, ByteBuffer response) {
        Trick now = command.get(command.position() + 1) == INS_VERIFY ? next : Trick.NONE;
        next = now == Trick.NONE ? next : Trick.NONE;
        return switch (now) {
            case NONE -> card.process(command, response);
            case MUTE -> SlotResult.MUTE;
            case ECHO -> echo(command, response);
            case SLOW -> {
                System.out.println("the card works");
                mayAnswer.acquireUninterruptibly();
                yield card.process(command, response);
            }
            case FAULTY -> throw new IllegalStateException("the card's driver");
        };
    }

    private static SlotResult echo(ByteBuffer command, ByteBuffer response) {
        int length = command.remaining() - HEADER_AND_LC;
        response.put(response.position(), command, command.position() + HEADER_AND_LC, length);
        StatusWord.put(response.position(response.position() + length), StatusWord.OK);
        return SlotResult.DONE;
    }
}
