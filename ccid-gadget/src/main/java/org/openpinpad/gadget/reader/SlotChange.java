// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import org.openpinpad.ccid.message.InterruptIn.NotifySlotChange;

/** The newest slot change that the host has not heard of; an older one is replaced, its "changed" bit is kept. */
final class SlotChange {

    private static final int CHANGED = 2;

    private NotifySlotChange next;

    synchronized void set(NotifySlotChange change) {
        int kept = next == null ? 0 : next.slotIccState() & CHANGED;
        next = new NotifySlotChange(change.slotIccState() | kept);
        notifyAll();
    }

    synchronized void clear() {
        next = null;
    }

    synchronized NotifySlotChange await() throws InterruptedException {
        while (next == null) {
            wait();
        }
        NotifySlotChange taken = next;
        next = null;
        return taken;
    }
}
