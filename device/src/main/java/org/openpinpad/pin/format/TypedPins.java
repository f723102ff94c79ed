// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

/** The PINs that were typed, by the order in which they go into the command: 0 is the first. */
public interface TypedPins {

    /** Digits of a PIN. */
    int count(int pin);

    /** One digit of a PIN as its character, 30 to 39. */
    byte digit(int pin, int index);
}
