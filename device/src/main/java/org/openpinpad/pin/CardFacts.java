// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import java.util.OptionalInt;
import org.openpinpad.display.CardApplication;

/** What the reader knows of the card without asking it, for the display. */
public interface CardFacts {

    /** The application that is selected on the basic logical channel, as far as is known. */
    CardApplication application();

    /** Tries left for a PIN of that application (P2 of its commands), if the card has told and nothing has changed since. */
    OptionalInt triesLeft(int reference);

    /** Whether the card may be waiting for the rest of a command of the PC: a PIN must not become that. */
    boolean chainIsOpen();
}
