// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

/** Where the end of an accepted entry is told; the engine makes the PC's answer of it. */
public interface PinOutcome {
    void pinDone(int statusWord);

    void pinFailed(int bError);
}
