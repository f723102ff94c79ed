// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.message.ChainParameter;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.RdrToPc;

/**
 * The buffer that the card answers into, behind room for the header, so that no answer is ever copied; and the pieces in
 * which a too long one is fetched by the host (CCID 1.1 §6.2.1, bChainParameter). A piece's header is written over the
 * tail of the piece before, which the host has by then.
 */
final class Answer {

    private final ByteBuffer buffer;
    private final int pieceMax;
    private int sent;
    private int end;

    /** Longest message in bytes, and longest card answer in bytes. */
    Answer(int messageMax, int answerMax) {
        buffer = ByteBuffer.allocateDirect(Header.LENGTH + answerMax);
        pieceMax = messageMax - Header.LENGTH;
    }

    /** Where the card's answer goes. */
    ByteBuffer space() {
        return buffer.slice(Header.LENGTH, buffer.capacity() - Header.LENGTH);
    }

    void filled(int length) {
        sent = 0;
        end = length;
    }

    void forget() {
        sent = 0;
        end = 0;
    }

    boolean hasMore() {
        return sent < end;
    }

    /** The next DataBlock, which is the whole answer when it fits. Valid until the next call. */
    ByteBuffer next(int slot, int seq, int bStatus) {
        int piece = Math.min(pieceMax, end - sent);
        boolean first = sent == 0;
        boolean last = sent + piece == end;
        int chain = first
                ? last ? ChainParameter.WHOLE : ChainParameter.BEGIN
                : last ? ChainParameter.END : ChainParameter.MIDDLE;
        Header.put(buffer, sent, RdrToPc.DataBlock.TYPE, piece, slot, seq, bStatus, 0, chain);
        ByteBuffer message = buffer.slice(sent, Header.LENGTH + piece);
        sent += piece;
        return message;
    }
}
