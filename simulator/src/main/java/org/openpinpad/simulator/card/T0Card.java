// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import java.nio.ByteBuffer;
import org.openpinpad.card.SlotResult;

/**
 * A card spoken to in TPDUs of T=0 (ISO 7816-3 §10.3, §12.2) instead of APDUs.
 *
 * <p>A command has a body or asks for a response, never both: what is left is told by 61xx and fetched by GET RESPONSE,
 * and a wrong Le is corrected by 6Cxx. Extended APDUs do not exist here; the inner card should not announce them.
 */
public final class T0Card implements VirtualCard {

    private static final int INS_GET_RESPONSE = 0xC0;
    private static final int MAX_COMMAND = 5 + 255 + 1;
    private static final int MAX_ANSWER = 65_536 + 2;
    /** More pieces than the longest answer has: a card that promises bytes for ever is cut off. */
    private static final int MAX_PIECES = 300;

    private final VirtualCard inner;
    /** May hold a PIN on its way to the inner card: wiped after each command. */
    private final ByteBuffer forwarded = ByteBuffer.allocateDirect(MAX_COMMAND);
    /** What the inner card answered and the host has not fetched, from position to limit. */
    private final ByteBuffer answer = ByteBuffer.allocateDirect(MAX_ANSWER);

    private int answerSw;

    public T0Card(VirtualCard inner) {
        this.inner = inner;
        answer.limit(0);
    }

    /** TS, T0 and the inner card's historical bytes: no interface byte means T=0 alone, and then there is no TCK. */
    @Override
    public byte[] atr() {
        byte[] atr = inner.atr();
        int historical = atr[1] & 0x0F;
        int offset = 2;
        boolean tck = false;
        for (int td = atr[1]; ; td = atr[offset - 1]) {
            offset += Integer.bitCount(td & 0xF0);
            if ((td & 0x80) == 0) {
                break;
            }
            tck |= (atr[offset - 1] & 0x0F) != 0;
        }
        assert atr.length == offset + historical + (tck ? 1 : 0) : "inner card's ATR";
        byte[] own = new byte[2 + historical];
        own[0] = atr[0];
        own[1] = (byte) historical;
        System.arraycopy(atr, offset, own, 2, historical);
        return own;
    }

    @Override
    public void reset() {
        forget();
        inner.reset();
    }

    @Override
    public SlotResult process(ByteBuffer command, ByteBuffer response) {
        int start = command.position();
        int length = command.remaining();
        int p3 = length > 4 ? command.get(start + 4) & 0xFF : 0;
        if (response.remaining() < CommandView.SHORT_MAX + 2) {
            return SlotResult.OVERRUN;
        }
        boolean incoming = length > 5;
        boolean lengthAgrees = incoming ? p3 != 0 && (length == 5 + p3 || length == 6 + p3) : length >= 4;
        if (!lengthAgrees) {
            return finish(response, StatusWord.WRONG_LENGTH);
        }
        if (!incoming && (command.get(start + 1) & 0xFF) == INS_GET_RESPONSE) {
            return getResponse(p3 == 0 ? CommandView.SHORT_MAX : p3, response);
        }
        SlotResult result = incoming ? forward(command, 5 + p3, 0) : forward(command, 4, p3);
        if (result != SlotResult.DONE) {
            forget();
            return result;
        }
        return incoming ? announce(response) : outgoing(p3 == 0 ? CommandView.SHORT_MAX : p3, response);
    }

    /** §12.2.4, §12.2.5: after a body the card can only say how much it has. */
    private SlotResult announce(ByteBuffer response) {
        return answer.hasRemaining() ? more(response) : finish(response, answerSw);
    }

    /** §12.2.3: case 2, and case 1, which looks the same. */
    private SlotResult outgoing(int ne, ByteBuffer response) {
        int na = answer.remaining();
        if (na == 0) {
            return finish(response, answerSw);
        }
        if (na != ne && Math.min(na, ne) < CommandView.SHORT_MAX) {
            forget(); // The host repeats the command.
            return finish(response, StatusWord.WRONG_LE | xx(na));
        }
        return send(ne, response);
    }

    private SlotResult getResponse(int ne, ByteBuffer response) {
        int na = answer.remaining();
        if (na == 0) {
            return finish(response, StatusWord.CONDITIONS_OF_USE_NOT_SATISFIED);
        }
        if (ne > na) {
            return finish(response, StatusWord.WRONG_LE | na);
        }
        return send(ne, response);
    }

    private SlotResult send(int count, ByteBuffer response) {
        response.put(response.position(), answer, answer.position(), count);
        response.position(response.position() + count);
        answer.position(answer.position() + count);
        return answer.hasRemaining() ? more(response) : finish(response, answerSw);
    }

    private SlotResult more(ByteBuffer response) {
        return finish(response, StatusWord.MORE_DATA | xx(answer.remaining()));
    }

    /** A number of bytes as SW2 tells it: 00 is 256 or more. */
    private static int xx(int count) {
        return Math.min(count, CommandView.SHORT_MAX) & 0xFF;
    }

    private static SlotResult finish(ByteBuffer response, int sw) {
        StatusWord.put(response, sw);
        return SlotResult.DONE;
    }

    /** Gives the inner card the first bytes of the command and an Le, and gathers all that it answers. */
    private SlotResult forward(ByteBuffer command, int count, int le) {
        forget();
        forwarded.clear();
        try {
            forwarded.put(0, command, command.position(), count).put(count, (byte) le);
            forwarded.limit(count + 1);
            answer.clear();
            SlotResult result = inner.process(forwarded, answer);
            for (int pieces = 1; result == SlotResult.DONE && takeStatus() == StatusWord.MORE_DATA; pieces++) {
                if (pieces == MAX_PIECES) {
                    return SlotResult.OVERRUN;
                }
                result = inner.process(getResponseOf(command.get(command.position())), answer);
            }
            answer.flip();
            return result;
        } finally {
            wipeForwarded();
        }
    }

    /** Takes SW1 SW2 off the end of the answer; 61xx comes back as 6100. */
    private int takeStatus() {
        int end = answer.position() - 2;
        answerSw = (answer.get(end) & 0xFF) << 8 | (answer.get(end + 1) & 0xFF);
        answer.position(end);
        return answerSw & 0xFF00;
    }

    private ByteBuffer getResponseOf(byte cla) {
        return forwarded
                .clear()
                .put(cla)
                .put((byte) INS_GET_RESPONSE)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) 0)
                .flip();
    }

    private void wipeForwarded() {
        forwarded.clear();
        for (int i = 0; i < MAX_COMMAND; i++) {
            forwarded.put(i, (byte) 0);
        }
    }

    private void forget() {
        answer.clear().limit(0);
    }
}
