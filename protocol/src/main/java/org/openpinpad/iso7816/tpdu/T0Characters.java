// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.nio.ByteBuffer;

/**
 * One TPDU of T=0 character by character (ISO/IEC 7816-3 §10.3), the interface device's side: the header, then what the
 * card's procedure bytes ask for. For a slot that gives characters and no more; it does what a chip at TPDU level does itself.
 *
 * <pre>
 * procedure byte   value          then
 * NULL             60             another procedure byte
 * ACK              INS            all bytes that are left, then a procedure byte
 * ACK              INS xor FF     one byte, then a procedure byte
 * SW1              61..6F, 9X     SW2, and the end
 * </pre>
 *
 * Whether bytes go to the card or come from it depends on the TPDU: with a body they go.
 */
public final class T0Characters {

    /** What is to be done next. */
    public enum Step {
        /** Send {@link #outgoing()}, then tell {@link #sent()}. */
        SEND,
        /** Wait for {@link #expected()} characters, then tell {@link #received}. */
        RECEIVE,
        /** The answer stands in the response buffer: data and SW1 SW2. */
        DONE,
        /** The card broke the rules, or asked for time too often: it has to be deactivated. */
        FAILED
    }

    private static final int HEADER = 5;
    private static final int INS_AT = 1;
    private static final int P3_AT = 4;
    private static final int MOST_ANSWER = 256;
    private static final int NULL = 0x60;
    private static final int SW1_6X = 0x60;
    private static final int SW1_9X = 0x90;
    private static final int HIGH = 0xF0;

    private enum Awaited {
        PROCEDURE_BYTE,
        DATA,
        SW2
    }

    private final int mostNulls;
    private ByteBuffer tpdu = ByteBuffer.allocate(0);
    private ByteBuffer response = tpdu;
    private ByteBuffer outgoing = tpdu;
    private Awaited awaited = Awaited.PROCEDURE_BYTE;
    private int expected;
    /** Bytes of the body that were not sent. */
    private int toSend;
    /** Bytes of the answer that did not come. */
    private int toReceive;

    private int nulls;

    /** @param mostNulls how many NULL bytes a card may send for one TPDU; each gives it another waiting time */
    public T0Characters(int mostNulls) {
        this.mostNulls = mostNulls;
    }

    /**
     * Begins with a TPDU.
     *
     * @param newTpdu header, or header and body; position to limit, 5 to 260 bytes, untouched until the end
     * @param newResponse receives data and SW1 SW2 at its position; needs room for 258 bytes
     */
    public Step begin(ByteBuffer newTpdu, ByteBuffer newResponse) {
        tpdu = newTpdu;
        response = newResponse;
        nulls = 0;
        toSend = newTpdu.remaining() - HEADER;
        int p3 = newTpdu.get(newTpdu.position() + P3_AT) & 0xFF;
        toReceive = toSend > 0 ? 0 : p3 == 0 ? MOST_ANSWER : p3;
        if (response.remaining() < toReceive + 2 || (toSend > 0 && toSend != p3)) {
            return Step.FAILED;
        }
        outgoing = tpdu.slice(tpdu.position(), HEADER);
        return Step.SEND;
    }

    /** After SEND: the characters, position to limit; a view of the TPDU. */
    public ByteBuffer outgoing() {
        return outgoing;
    }

    /** After RECEIVE: how many characters come next, 1 to 256. */
    public int expected() {
        return expected;
    }

    /** What {@link #outgoing()} gave has been sent. */
    public Step sent() {
        return await(Awaited.PROCEDURE_BYTE, 1);
    }

    /** The characters that were expected came, position to limit. */
    public Step received(ByteBuffer characters) {
        if (characters.remaining() != expected) {
            return Step.FAILED;
        }
        return switch (awaited) {
            case PROCEDURE_BYTE -> procedureByte(characters.get(characters.position()) & 0xFF);
            case DATA -> {
                response.put(characters);
                toReceive -= expected;
                yield await(Awaited.PROCEDURE_BYTE, 1);
            }
            case SW2 -> {
                response.put(characters);
                yield Step.DONE;
            }
        };
    }

    private Step procedureByte(int value) {
        int ins = tpdu.get(tpdu.position() + INS_AT) & 0xFF;
        if (value == NULL) {
            return ++nulls > mostNulls ? Step.FAILED : await(Awaited.PROCEDURE_BYTE, 1);
        }
        if (value == ins) {
            return transfer(Math.max(toSend, toReceive));
        }
        if (value == (ins ^ 0xFF)) {
            return transfer(1);
        }
        if ((value & HIGH) == SW1_6X || (value & HIGH) == SW1_9X) {
            response.put((byte) value);
            return await(Awaited.SW2, 1);
        }
        return Step.FAILED;
    }

    private Step transfer(int count) {
        if (toSend > 0) {
            outgoing = tpdu.slice(tpdu.limit() - toSend, count);
            toSend -= count;
            return Step.SEND;
        }
        return toReceive > 0 ? await(Awaited.DATA, count) : Step.FAILED;
    }

    private Step await(Awaited what, int count) {
        awaited = what;
        expected = count;
        return Step.RECEIVE;
    }
}
