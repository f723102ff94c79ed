// SPDX-License-Identifier: Apache-2.0
/**
 * PIN entry: what the PC may ask for, the entry itself, and the page in which a PIN lives and dies.
 *
 * <p>A digit is never an object, an event, a field, a String or an array of the heap. It goes from the keypad's page to the
 * PIN page, from there into the command in the same page, and from there by pointer to the card; what leaves this package
 * is counts, screens and the card's status word. {@link org.openpinpad.pin.PinPage} is the only class that can read it.
 *
 * <p>Everything runs with the reader's turn held; nothing here has a thread.
 */
package org.openpinpad.pin;
