// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import org.openpinpad.display.Event;

/** The last events, in memory. Any thread may call. */
public final class EventLog {

    /** Notes an event, in place of the oldest when the log is full. */
    public synchronized void add(Event event, long nowNs) {}
}
