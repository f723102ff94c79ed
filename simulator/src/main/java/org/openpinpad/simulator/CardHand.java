// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import org.openpinpad.simulator.card.VirtualSlot;
import org.openpinpad.simulator.chip.ChipOnPty;

/** The hand at the card slot. */
public interface CardHand {

    /** For a slot whose card comes and goes by itself. */
    CardHand NONE = new CardHand() {
        @Override
        public void insert() {}

        @Override
        public void pull() {}
    };

    /** Puts the card in. Without effect when it is in. */
    void insert();

    /** Takes the card out. Without effect when it is out. */
    void pull();

    static CardHand at(ChipOnPty chip) {
        return new CardHand() {
            @Override
            public void insert() {
                chip.insert();
            }

            @Override
            public void pull() {
                chip.pull();
            }
        };
    }

    static CardHand at(VirtualSlot slot) {
        return new CardHand() {
            @Override
            public void insert() {
                slot.insert();
            }

            @Override
            public void pull() {
                slot.pull();
            }
        };
    }
}
