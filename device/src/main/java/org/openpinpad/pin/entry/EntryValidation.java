// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.entry;

/**
 * bEntryValidationCondition (CCID 1.1 §6.1.11): what ends an entry; whichever comes first.
 *
 * @param atMaximum bit 0: the highest number of digits is reached
 * @param byKey bit 1: the validation key
 * @param byTimeOut bit 2: time is over, if enough digits are there
 */
public record EntryValidation(boolean atMaximum, boolean byKey, boolean byTimeOut) {

    private static final int KNOWN = 7;

    /** Null for values that the standard reserves. 0 says nothing, which every host means as "the key". */
    public static EntryValidation of(int value) {
        if (value > KNOWN) {
            return null;
        }
        return new EntryValidation((value & 1) != 0, (value & 2) != 0 || value == 0, (value & 4) != 0);
    }
}
