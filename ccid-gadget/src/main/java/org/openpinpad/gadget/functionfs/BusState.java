// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

/** Whether the host has configured the function, and for which time; between {@code ep0} and the endpoints' threads. */
final class BusState {

    private int generation;
    private boolean enabled;

    synchronized void enable() {
        generation++;
        enabled = true;
        notifyAll();
    }

    synchronized void disable() {
        enabled = false;
        notifyAll();
    }

    synchronized boolean isEnabled() {
        return enabled;
    }

    /** Waits for a configuration later than {@code last} and returns its number. */
    synchronized int awaitEnabledAfter(int last) throws InterruptedException {
        while (!enabled || generation == last) {
            wait();
        }
        return generation;
    }
}
