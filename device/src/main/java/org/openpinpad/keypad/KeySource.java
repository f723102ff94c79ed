// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.keypad;

/** Where keys come from: a matrix of switches, a terminal, a pipe. */
@FunctionalInterface
public interface KeySource {

    /**
     * Waits for a key and stores its one byte at {@code address}: an ASCII digit or a {@link ControlKey}'s code.
     *
     * @return whether there was one; false ends the keypad for good
     */
    boolean read(long address);
}
