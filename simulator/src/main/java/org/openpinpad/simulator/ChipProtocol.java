// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.chip.ContactCard;
import org.openpinpad.simulator.chip.Faults;
import org.openpinpad.simulator.chip.T0ContactCard;
import org.openpinpad.simulator.chip.T0Settings;
import org.openpinpad.simulator.chip.T1ContactCard;
import org.openpinpad.simulator.chip.T1Settings;
import org.openpinpad.simulator.chip.Work;

/** What a card at the simulated chip speaks. */
enum ChipProtocol {
    /** Characters. */
    T0 {
        @Override
        ContactCard atContacts(VirtualCard card) {
            return T0ContactCard.of(card, T0Settings.SHORT, Faults.none(), Work.onThread());
        }
    },
    /** Blocks. */
    T1 {
        @Override
        ContactCard atContacts(VirtualCard card) {
            return T1ContactCard.of(card, T1Settings.DEFAULT, Faults.none(), Work.onThread());
        }
    };

    abstract ContactCard atContacts(VirtualCard card);
}
