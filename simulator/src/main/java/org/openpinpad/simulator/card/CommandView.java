// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import java.nio.ByteBuffer;

/**
 * A command APDU (ISO 7816-3 §12.1.3) seen in the buffer that it came in: nothing is copied, one view serves for all.
 */
public final class CommandView {

    /** Ne of a short Le field 00. */
    public static final int SHORT_MAX = 256;
    /** Ne of an extended Le field 0000. */
    public static final int EXTENDED_MAX = 65_536;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int start;
    private int bodyOffset;
    private int nc;
    private int ne;
    private boolean extended;

    /** Looks at the command from position to limit; false if its length agrees with none of the seven cases. */
    public boolean parse(ByteBuffer command) {
        buffer = command;
        start = command.position();
        bodyOffset = start;
        nc = 0;
        ne = 0;
        extended = false;
        int length = command.remaining();
        if (length <= 4) {
            return length == 4; // case 1
        }
        int first = at(4);
        if (length == 5) {
            ne = first == 0 ? SHORT_MAX : first; // case 2S
            return true;
        }
        return first != 0 ? parseShort(first, length) : parseExtended(length);
    }

    private boolean parseShort(int lc, int length) {
        nc = lc;
        bodyOffset = start + 5;
        if (length == 6 + lc) {
            int le = at(5 + lc);
            ne = le == 0 ? SHORT_MAX : le; // case 4S
        }
        return length == 5 + lc || length == 6 + lc;
    }

    private boolean parseExtended(int length) {
        extended = true;
        if (length < 7) {
            return false;
        }
        int field = at(5) << 8 | at(6);
        if (length == 7) {
            ne = field == 0 ? EXTENDED_MAX : field; // case 2E
            return true;
        }
        nc = field;
        bodyOffset = start + 7;
        if (length == 9 + nc) {
            int le = at(7 + nc) << 8 | at(8 + nc);
            ne = le == 0 ? EXTENDED_MAX : le; // case 4E
        }
        return nc != 0 && (length == 7 + nc || length == 9 + nc);
    }

    private int at(int index) {
        return buffer.get(start + index) & 0xFF;
    }

    public int cla() {
        return at(0);
    }

    public int ins() {
        return at(1);
    }

    public int p1() {
        return at(2);
    }

    public int p2() {
        return at(3);
    }

    /** P1 and P2 as one number. */
    public int p1p2() {
        return at(2) << 8 | at(3);
    }

    /** Length of the body. */
    public int nc() {
        return nc;
    }

    /** The greatest number of bytes that the host expects, 0 if none. */
    public int ne() {
        return ne;
    }

    /** Whether a length field is of the extended form. */
    public boolean extended() {
        return extended;
    }

    /** The buffer that holds the command, for what must not be copied; its position and limit are the caller's. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Where in {@link #buffer()} the body begins. */
    public int bodyOffset() {
        return bodyOffset;
    }

    /** The body as an array of its own; never of a command that may hold a PIN. */
    public byte[] copyBody() {
        byte[] copy = new byte[nc];
        buffer.get(bodyOffset, copy);
        return copy;
    }
}
