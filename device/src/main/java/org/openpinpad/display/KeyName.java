// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** Which key a command uses. */
public enum KeyName {
    SIGNATURE,
    DECRYPTION,
    AUTHENTICATION,
    /** PIV 9E: proves the card, without a PIN. */
    CARD_AUTHENTICATION,
    /** PIV 9B: the administrator's. */
    MANAGEMENT,
    /** PIV 82 to 95: of former certificates. */
    RETIRED,
    /** Known by its number alone. */
    NUMBERED,
    UNKNOWN
}
