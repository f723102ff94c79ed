// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.nio.ByteBuffer;
import org.openpinpad.iso7816.CommandForm;

/**
 * APDUs over T=0 (ISO/IEC 7816-3 §12.2), the interface device's side, where something below it handles procedure bytes: a
 * reader or chip at TPDU level, or {@link T0Characters}.
 *
 * <p>A TPDU has a body or brings one back, never both; what is left to fetch is told by 61xx, a wrong length by 6Cxx. A
 * command with more than 255 bytes of data goes in ENVELOPE commands. No extended length field is ever sent raw: the card
 * would read it as something else.
 *
 * <p>After anything but a whole answer the card has to be deactivated: it may be waiting for bytes of a body, and would take
 * the next command for them.
 */
public final class T0Protocol implements CardProtocol {

    private static final int HEADER = 5;
    private static final int MOST_BODY = 255;
    private static final int MOST_ANSWER = 256;
    private static final int LONGEST = HEADER + MOST_BODY;
    private static final byte INS_GET_RESPONSE = (byte) 0xC0;
    private static final byte INS_ENVELOPE = (byte) 0xC2;

    private static final int LE_LENGTH = 2;

    private static final int NULL = 0x60;
    private static final int SW1_MORE = 0x61;
    private static final int SW1_WARNING = 0x63;
    private static final int SW1_WRONG_LE = 0x6C;
    private static final int SW_OK = 0x9000;

    /** Answers without a byte that yet promise more. */
    private static final int MOST_EMPTY = 3;

    // CLA, ISO/IEC 7816-4 §5.4.1: what a GET RESPONSE or ENVELOPE keeps of it
    private static final int PROPRIETARY = 0x80;
    private static final int FURTHER = 0x40;
    private static final int FIRST_CHANNELS = 0x03;
    private static final int FURTHER_CHANNELS = 0x4F;

    private enum Stage {
        /** The command's own TPDU, with a body or none. */
        BODY,
        /** The command's own TPDU, which brings an answer. */
        ANSWER,
        ENVELOPE,
        GET_RESPONSE
    }

    private final ByteBuffer tpdu;
    private ByteBuffer command = ByteBuffer.allocate(0);
    private ByteBuffer response = command;
    private Stage stage = Stage.BODY;
    private int expected;
    private int got;
    /** How many bytes the TPDU may bring. */
    private int asked;

    private boolean corrected;
    private int empty;
    private int envelopeEnd;
    private Failure failure = Failure.VIOLATED;
    private boolean outOfStep;

    /** @param memory a direct buffer of at least 260 bytes, in which TPDUs are put together: for a PIN's sake in a locked page */
    public T0Protocol(ByteBuffer memory) {
        if (memory.remaining() < LONGEST) {
            throw new IllegalArgumentException("a TPDU of T=0 takes " + LONGEST + " bytes");
        }
        tpdu = memory.slice(memory.position(), LONGEST);
    }

    @Override
    public Step begin(ByteBuffer newCommand, ByteBuffer newResponse) {
        command = newCommand;
        response = newResponse;
        got = 0;
        empty = 0;
        outOfStep = false;
        int body = CommandForm.bodyLength(newCommand);
        if (body == CommandForm.MALFORMED) {
            return fail(Failure.VIOLATED, false);
        }
        expected = CommandForm.expectedLength(newCommand);
        if (body > MOST_BODY) {
            envelopeEnd = newCommand.position();
            return envelope();
        }
        if (body > 0) {
            header(command.get(command.position() + 1), body);
            tpdu.put(HEADER, command, CommandForm.bodyAt(command), body).position(HEADER + body);
            return send(Stage.BODY, 0);
        }
        header(command.get(command.position() + 1), Math.min(expected, MOST_ANSWER));
        return expected == 0 ? send(Stage.BODY, 0) : send(Stage.ANSWER, Math.min(expected, MOST_ANSWER));
    }

    /** CLA INS P1 P2 of the command, and P3, whose 00 is 256 for an answer. */
    private void header(byte ins, int p3) {
        tpdu.clear().put(0, command, command.position(), CommandForm.HEADER).put(1, ins);
        tpdu.put(CommandForm.HEADER, (byte) p3).position(HEADER);
    }

    /** The next piece. Le never stands alone in one: the card counts bytes to know whether it has all. */
    private Step envelope() {
        int from = envelopeEnd;
        int left = command.limit() - from;
        boolean leWouldStandAlone = left > MOST_BODY && left - MOST_BODY <= LE_LENGTH;
        int count = leWouldStandAlone ? MOST_BODY - LE_LENGTH : Math.min(MOST_BODY, left);
        ownHeader(INS_ENVELOPE, count);
        tpdu.put(HEADER, command, from, count).position(HEADER + count);
        envelopeEnd = from + count;
        return send(Stage.ENVELOPE, 0);
    }

    private Step getResponse(int count) {
        ownHeader(INS_GET_RESPONSE, count);
        return send(Stage.GET_RESPONSE, count);
    }

    /** A command of the transmission itself, on the same logical channel. */
    private void ownHeader(byte ins, int p3) {
        int cla = command.get(command.position()) & 0xFF;
        int own = (cla & PROPRIETARY) != 0 ? cla : (cla & FURTHER) != 0 ? cla & FURTHER_CHANNELS : cla & FIRST_CHANNELS;
        tpdu.clear().put((byte) own).put(ins).put((byte) 0).put((byte) 0).put((byte) p3);
    }

    private Step send(Stage now, int mayBring) {
        stage = now;
        asked = mayBring;
        corrected = false;
        tpdu.flip();
        return Step.SEND;
    }

    @Override
    public Step received(ByteBuffer answer) {
        int data = answer.remaining() - 2;
        if (data < 0 || data > asked) {
            return fail(Failure.VIOLATED, true);
        }
        int end = answer.position() + data;
        int statusWord = (answer.get(end) & 0xFF) << Byte.SIZE | (answer.get(end + 1) & 0xFF);
        if (!isStatus(statusWord)) {
            return fail(Failure.VIOLATED, true);
        }
        if (stage == Stage.ENVELOPE && envelopeEnd < command.limit() && statusWord == SW_OK) {
            return envelope();
        }
        boolean notTheLast = stage == Stage.ENVELOPE && envelopeEnd < command.limit();
        if (notTheLast && statusWord >>> Byte.SIZE <= SW1_WARNING) {
            return fail(Failure.VIOLATED, true); // it may keep the part, and join the next long command to it
        }
        if (statusWord >>> Byte.SIZE == SW1_WRONG_LE && asked > 0 && data == 0 && !corrected) {
            return correct(statusWord);
        }
        int taken = Math.min(data, expected - got);
        if (response.remaining() < taken + 2) {
            return fail(Failure.OVERRUN, false);
        }
        response.put(response.position(), answer, answer.position(), taken);
        response.position(response.position() + taken);
        got += taken;
        return status(statusWord, data);
    }

    /** §10.3.3: SW1 is 61 to 6F or 9X. */
    private static boolean isStatus(int statusWord) {
        int high = statusWord >>> 12;
        return high == 9 || (high == 6 && statusWord >>> Byte.SIZE != NULL);
    }

    /** 6Cxx: the same once more, with the length that the card wants. */
    private Step correct(int statusWord) {
        int length = count(statusWord);
        tpdu.put(CommandForm.HEADER, (byte) length).position(0);
        asked = length;
        corrected = true;
        return Step.SEND;
    }

    private Step status(int statusWord, int data) {
        boolean whole = stage != Stage.ENVELOPE || envelopeEnd == command.limit();
        if (statusWord >>> Byte.SIZE == SW1_MORE && got < expected && whole) {
            boolean nothingCame = stage == Stage.GET_RESPONSE && data == 0;
            empty = nothingCame ? empty + 1 : 0;
            return empty > MOST_EMPTY
                    ? fail(Failure.VIOLATED, true)
                    : getResponse(Math.min(count(statusWord), expected - got));
        }
        response.put((byte) (statusWord >>> Byte.SIZE)).put((byte) statusWord);
        return Step.DONE;
    }

    /** SW2 as a number of bytes: 00 is 256. */
    private static int count(int statusWord) {
        int count = statusWord & 0xFF;
        return count == 0 ? MOST_ANSWER : count;
    }

    @Override
    public Step disturbed(Disturbance disturbance) {
        return fail(disturbance == Disturbance.SILENCE ? Failure.SILENT : Failure.GARBLED, true);
    }

    private Step fail(Failure reason, boolean lost) {
        failure = reason;
        outOfStep = lost;
        return Step.FAILED;
    }

    @Override
    public ByteBuffer tpdu() {
        return tpdu;
    }

    @Override
    public int waitMultiplier() {
        return 1;
    }

    @Override
    public Failure failure() {
        return failure;
    }

    @Override
    public boolean outOfStep() {
        return outOfStep;
    }

    @Override
    public void wipe() {
        Memory.wipe(tpdu);
    }
}
