// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** What the card will do with the PIN: the reference-data commands of ISO 7816-4, the only ones that get a PIN. */
public enum PinOperation {
    VERIFY,
    CHANGE,
    RESET_RETRY_COUNTER,
    ENABLE_VERIFICATION,
    DISABLE_VERIFICATION
}
