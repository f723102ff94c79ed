// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

/**
 * How a T=0 card is made.
 *
 * @param fiDi TA1
 * @param lowestClass the lowest voltage it starts at, as bPowerSelect: 3 is 1.8 V
 * @param workNs how long it works for each command
 * @param extended whether the card behind it takes extended APDUs; else it chains by 61xx itself
 */
public record T0Settings(int fiDi, int lowestClass, long workNs, boolean extended) {

    /** 512/32, from 3 V. */
    public static final T0Settings DEFAULT = new T0Settings(0x95, ContactCard.CLASS_B, 0, true);

    /** The same for a card that knows short APDUs alone. */
    public static final T0Settings SHORT = new T0Settings(0x95, ContactCard.CLASS_B, 0, false);
}
