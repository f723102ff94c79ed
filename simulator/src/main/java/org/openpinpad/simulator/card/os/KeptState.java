// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

/** What an application keeps without power. */
public interface KeptState {

    /** Whether anything differs from what was kept last. */
    boolean changed();

    /** All of it as lines of text; the first one names the format. */
    String text();

    /** The text has been kept. */
    void saved();
}
