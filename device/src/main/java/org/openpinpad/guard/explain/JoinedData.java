// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import java.nio.ByteBuffer;

/**
 * The data field of a command that comes in parts (ISO 7816-4 §5.3.3), as the card has got it: kept up to a bound, and known
 * only while nothing else comes between the parts, for cards differ in what they make of that.
 */
final class JoinedData {

    private static final int CAPACITY = 4096;

    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY);
    private boolean open;
    private boolean known = true;
    private int ins;

    /** The card has answered a command; {@code taken} says that it had no complaint. */
    void follow(CommandView command, boolean taken) {
        if (command.chains()) {
            if (taken) {
                add(command);
            } else {
                forget();
            }
        } else if (command.ins() == ins) {
            forget();
        } else {
            known &= !open; // whether the card still has the parts is not known
        }
    }

    private void add(CommandView part) {
        known &= (!open || part.ins() == ins)
                && Classes.mayUseKey(part.ins()) // keys to be imported, for one, are nothing to keep here
                && !part.isHidden()
                && part.bodyLength() <= bytes.remaining();
        open = true;
        ins = part.ins();
        if (known) {
            bytes.put(part.body());
        }
    }

    /** Whether the card may have parts. */
    boolean isOpen() {
        return open;
    }

    /** The card may have parts that nobody knows. */
    void lose() {
        open = true;
        known = false;
    }

    void forget() {
        bytes.clear();
        open = false;
        known = true;
        ins = 0;
    }

    /** All the data with those of the last part, or null when they are not known. */
    ByteBuffer with(CommandView last) {
        if (!open) {
            return last.body();
        }
        if (!known || last.bodyLength() > bytes.remaining()) {
            return null;
        }
        ByteBuffer all = ByteBuffer.allocate(bytes.position() + last.bodyLength());
        return all.put(bytes.duplicate().flip()).put(last.body()).flip();
    }
}
