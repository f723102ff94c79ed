// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import org.openpinpad.display.Event;

/** The last events, in memory. Any thread may call. */
public final class EventLog {

    /** Notes an event, in place of the oldest when the log is full. */
    public synchronized void add(Event event, long nowNs) {}

    public synchronized org.openpinpad.display.Screen page(int back, long nowNs) {
        return new org.openpinpad.display.Screen.CardReady();
    }

    public synchronized boolean answer(
            java.nio.ByteBuffer request,
            java.nio.ByteBuffer answer,
            org.openpinpad.display.Language language,
            long nowNs) {
        return false;
    }
}
