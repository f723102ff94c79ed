// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

/** Lets an application say "look at the reader" while a PIN is asked for there. Called on the thread that verifies. */
public interface PinPadListener {

    /** Does nothing. */
    PinPadListener NOBODY = new PinPadListener() {};

    /** The reader is about to ask. Not called when the reader refuses before that. */
    default void before(PinRequest request) {}

    /** The entry that {@link #before} announced has ended. */
    default void after(PinRequest request, PinResult result) {}
}
