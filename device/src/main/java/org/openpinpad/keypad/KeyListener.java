// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.keypad;

/** Told about keys by the thread {@code keypad}. */
public interface KeyListener {

    /** A digit waits in the stage: it may be moved out during this call, and is forgotten after it. */
    void digit(KeyStage stage);

    void key(ControlKey key);

    /** No more keys will come. */
    void closed();
}
