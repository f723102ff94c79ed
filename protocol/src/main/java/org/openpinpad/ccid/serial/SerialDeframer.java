// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.serial;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.InterruptIn;

/**
 * Finds frames in the bytes of a serial CCID line, one byte at a time.
 *
 * <pre>
 * state    byte                      next     event
 * IDLE     03                        SYNCED
 * IDLE     50                        NOTIFY
 * IDLE     80..FF                    IDLE     TIME_REQUEST
 * IDLE     other                     IDLE
 * SYNCED   06                        MESSAGE
 * SYNCED   15                        NAKED
 * SYNCED   other                     IDLE     GARBAGE
 * NAKED    16                        IDLE     NAK      (other: GARBAGE)
 * NOTIFY   any                       IDLE     NOTIFICATION
 * MESSAGE  10 + dwLength bytes read  CHECK
 * CHECK    the LRC                   IDLE     MESSAGE  (other: BAD_LRC)
 * </pre>
 *
 * A dwLength beyond the buffer gives TOO_LONG at once and the line is idle again.
 */
public final class SerialDeframer {

    /** What a byte brought to its end. */
    public enum Event {
        NONE,
        /** {@link #message()} holds a whole message. */
        MESSAGE,
        /** The other side asks for a repeat. */
        NAK,
        /** {@link #notification()} holds the two bytes of a slot change, sent without a frame. */
        NOTIFICATION,
        /** The chip asks for more time; the byte is {@link #timeRequest()}. */
        TIME_REQUEST,
        BAD_LRC,
        TOO_LONG,
        GARBAGE
    }

    private enum State {
        IDLE,
        SYNCED,
        NAKED,
        NOTIFY,
        MESSAGE,
        CHECK
    }

    private final ByteBuffer message;
    private final ByteBuffer notification = ByteBuffer.allocate(2);
    private State state = State.IDLE;
    private int lrc;
    private int timeRequest;

    /** @param message where messages are put together, from index 0; the longest that is taken is its capacity */
    public SerialDeframer(ByteBuffer message) {
        if (message.capacity() < Header.LENGTH) {
            throw new IllegalArgumentException("a message has at least " + Header.LENGTH + " bytes");
        }
        this.message = message;
    }

    /** The message of the last {@link Event#MESSAGE}, from position to limit, until the next byte is taken. */
    public ByteBuffer message() {
        return message;
    }

    /** The notification of the last {@link Event#NOTIFICATION}. */
    public ByteBuffer notification() {
        return notification;
    }

    /** The byte of the last {@link Event#TIME_REQUEST}, 80h to FFh. */
    public int timeRequest() {
        return timeRequest;
    }

    /** True between frames: the next byte begins something new. */
    public boolean idle() {
        return state == State.IDLE;
    }

    /** Forgets a half-read frame; called after a silence within one. */
    public void reset() {
        state = State.IDLE;
    }

    /** Takes the next byte of the line. */
    public Event take(byte value) {
        return switch (state) {
            case IDLE -> whileIdle(value);
            case SYNCED -> whileSynced(value);
            case NAKED -> end(value == (SerialFrame.SYNC ^ SerialFrame.NAK) ? Event.NAK : Event.GARBAGE);
            case NOTIFY -> {
                notification
                        .clear()
                        .put((byte) InterruptIn.NotifySlotChange.TYPE)
                        .put(value)
                        .flip();
                yield end(Event.NOTIFICATION);
            }
            case MESSAGE -> whileMessage(value);
            case CHECK -> end(value == (byte) lrc ? Event.MESSAGE : Event.BAD_LRC);
        };
    }

    private Event whileIdle(byte value) {
        if (value == SerialFrame.SYNC) {
            state = State.SYNCED;
        } else if (value == InterruptIn.NotifySlotChange.TYPE) {
            state = State.NOTIFY;
        } else if (value < 0) {
            timeRequest = value & 0xFF;
            return Event.TIME_REQUEST;
        }
        return Event.NONE;
    }

    private Event whileSynced(byte value) {
        if (value == SerialFrame.NAK) {
            state = State.NAKED;
            return Event.NONE;
        }
        if (value != SerialFrame.ACK) {
            return end(Event.GARBAGE);
        }
        message.clear();
        lrc = SerialFrame.SYNC ^ SerialFrame.ACK;
        state = State.MESSAGE;
        return Event.NONE;
    }

    private Event whileMessage(byte value) {
        message.put(value);
        lrc ^= value;
        int read = message.position();
        if (read < Header.LENGTH) {
            return Event.NONE;
        }
        message.position(0);
        long whole = Header.LENGTH + Header.dwLength(message);
        message.position(read);
        if (whole > message.capacity()) {
            return end(Event.TOO_LONG);
        }
        if (read == whole) {
            message.flip();
            state = State.CHECK;
        }
        return Event.NONE;
    }

    private Event end(Event event) {
        state = State.IDLE;
        return event;
    }
}
