// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

/**
 * How a T=1 card is made.
 *
 * @param ifsc its information field size, 1 to 254
 * @param crc whether blocks end with a CRC instead of an LRC
 * @param bwi its block waiting time integer, 0 to 9
 * @param cwi its character waiting time integer, 0 to 15
 * @param fiDi TA1
 * @param lowestClass the lowest voltage it starts at, as bPowerSelect: 3 is 1.8 V
 * @param workNs how long it works for each command
 */
public record T1Settings(int ifsc, boolean crc, int bwi, int cwi, int fiDi, int lowestClass, long workNs) {

    /** 254 bytes, LRC, BWI 4, CWI 5, 512/32, from 3 V. */
    public static final T1Settings DEFAULT = new T1Settings(254, false, 4, 5, 0x95, ContactCard.CLASS_B, 0);

    public T1Settings withIfsc(int other) {
        return new T1Settings(other, crc, bwi, cwi, fiDi, lowestClass, workNs);
    }

    public T1Settings withCrc() {
        return new T1Settings(ifsc, true, bwi, cwi, fiDi, lowestClass, workNs);
    }

    public T1Settings withWorkNs(long other) {
        return new T1Settings(ifsc, crc, bwi, cwi, fiDi, lowestClass, other);
    }
}
