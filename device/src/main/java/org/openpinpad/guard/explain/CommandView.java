// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import java.nio.ByteBuffer;
import org.openpinpad.iso7816.CommandForm;

/**
 * Where the parts of one command lie, for the reader of it. One that comes whole in an ENVELOPE is the one inside (ISO
 * 7816-4 §11.8.2). Set again for each command, so that looking at one makes no garbage.
 */
final class CommandView {

    private static final int CHAINING = 0x10;
    private static final int INS_ENVELOPE = 0xC2;
    /** First interindustry values of CLA (ISO 7816-4 §5.4.1, tables 2 and 3). */
    private static final int CLA_FIRST = 0x1F;

    private static final int CLA_FURTHER = 0x40;
    private static final int CHANNEL_0_TO_3 = 0x03;
    private static final int SECURE_MESSAGING_FIRST = 0x0C;
    private static final int SECURE_MESSAGING_FURTHER = 0x20;

    private ByteBuffer bytes;
    private int at;
    private int length;
    private int bodyAt;

    /** Looks at a command of any bytes; one of less than four is taken for zeros. */
    void set(ByteBuffer command) {
        bytes = command;
        at = command.position();
        bound(command.remaining());
        if (ins() == INS_ENVELOPE && length >= CommandForm.HEADER && !chains()) {
            int inner = CommandForm.bodyLength(command, bodyAt, length);
            if (inner != CommandForm.MALFORMED) {
                int innerLength = length;
                at = bodyAt;
                bound(innerLength);
            }
        }
    }

    private void bound(int commandLength) {
        int body = commandLength < CommandForm.HEADER ? 0 : CommandForm.bodyLength(bytes, at, commandLength);
        length = Math.max(0, body);
        bodyAt = length > 0 ? CommandForm.bodyAt(bytes, at) : at;
    }

    int cla() {
        return byteAt(0);
    }

    int ins() {
        return byteAt(1);
    }

    int p1() {
        return byteAt(2);
    }

    int p2() {
        return byteAt(3);
    }

    int p1p2() {
        return p1() << 8 | p2();
    }

    private int byteAt(int index) {
        return at + index < bytes.limit() ? bytes.get(at + index) & 0xFF : 0;
    }

    /** Bytes of the data field. */
    int bodyLength() {
        return length;
    }

    /** A byte of the data field. */
    int body(int index) {
        return bytes.get(bodyAt + index) & 0xFF;
    }

    /** The data field where it lies. */
    ByteBuffer body() {
        return bytes.slice(bodyAt, length);
    }

    boolean chains() {
        return (cla() & CHAINING) != 0;
    }

    /** Interindustry class, whatever channel, chaining and secure messaging. */
    boolean isInterindustry() {
        return cla() <= CLA_FIRST || (cla() & 0xC0) == CLA_FURTHER;
    }

    /** Interindustry on the basic logical channel: for the application that was selected there. */
    boolean isOnBasicChannel() {
        return cla() <= CLA_FIRST && (cla() & CHANNEL_0_TO_3) == 0;
    }

    /** Secure messaging: what is in the data field cannot be read. */
    boolean isHidden() {
        return isInterindustry()
                && (cla() & (cla() <= CLA_FIRST ? SECURE_MESSAGING_FIRST : SECURE_MESSAGING_FURTHER)) != 0;
    }

    /** CLA 00 to 03, or with the chaining bit 10 to 13. */
    boolean isPlain() {
        return (cla() & ~(CHAINING | CHANNEL_0_TO_3)) == 0;
    }
}
