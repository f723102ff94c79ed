// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** What a command does, in kinds that matter to the card's owner. */
public enum Act {
    /** Computes a signature with a key that is for signatures. */
    SIGN,
    /** Opens what was encrypted for the owner, or agrees on a key for that. */
    DECRYPT,
    /** Proves the owner's presence to somebody, such as SSH or TLS. */
    AUTHENTICATE,
    /** Uses a private or secret key in a way that the reader does not know. */
    USE_KEY,

    /** A part of a command that is not complete yet (ISO 7816-4 §5.3.3). */
    PART,
    SELECT,
    READ,
    WRITE,
    DELETE,
    READ_PUBLIC_KEY,
    GENERATE_KEY,
    IMPORT_KEY,

    TRIES_LEFT,
    VERIFY_PIN,
    FORGET_PIN,
    CHANGE_PIN,
    UNBLOCK_PIN,
    PIN_ON,
    PIN_OFF,

    /** Says which key and algorithm the next commands are about (ISO 7816-4 §11.6.11, MSE). */
    CHOOSE_KEY,
    /** Gives or computes the digest that is signed next. */
    HASH,
    VERIFY_SIGNATURE,
    /** Has the card check somebody's right. */
    CHECK_RIGHT,
    RANDOM,
    CHANNEL,
    /** Fetches the rest of an answer. */
    MORE,
    /** Switches a file or an application on or off, for good or not. */
    LIFE_CYCLE,
    /** The reader does not know this command. */
    UNKNOWN;

    /** Whether a private or secret key is used. */
    public boolean usesKey() {
        return this == SIGN || this == DECRYPT || this == AUTHENTICATE || this == USE_KEY;
    }

    /** Whether it is about a PIN, so that its number is a PIN's reference. */
    boolean concernsPin() {
        return switch (this) {
            case TRIES_LEFT, VERIFY_PIN, FORGET_PIN, CHANGE_PIN, UNBLOCK_PIN, PIN_ON, PIN_OFF -> true;
            default -> false;
        };
    }
}
