// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import org.openpinpad.simulator.card.CommandView;

/** An application on a card: what it makes of whole commands of class 00. */
public interface CardApplication {

    /** Carries out one command. The view is valid until it answers and may hold a PIN. */
    Answer answer(CommandView command);

    /** Forgets every security status and choice. */
    void reset();
}
