// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.keypad;

import java.nio.ByteBuffer;
import org.openpinpad.linux.LockedPage;

/** The one byte in which a key waits to be taken or forgotten, in a locked page of its own. */
public final class KeyStage {

    private final LockedPage page;
    private final ByteBuffer key;

    public KeyStage(LockedPage page) {
        this.page = page;
        key = page.bytes(0, 1);
    }

    long address() {
        return page.address(0);
    }

    boolean isDigit() {
        return key.get(0) >= '0' && key.get(0) <= '9';
    }

    /** The key, null for a digit and for what is no key. */
    ControlKey controlKey() {
        return isDigit() ? null : ControlKey.of(key.get(0));
    }

    /** Moves the digit into {@code target} and forgets it here. */
    public void moveTo(ByteBuffer target, int index) {
        target.put(index, key.get(0));
        forget();
    }

    void forget() {
        key.put(0, (byte) 0);
    }
}
