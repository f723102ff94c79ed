// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Optional;

/**
 * A container of the data model (SP 800-73-4 part 1 table 3).
 *
 * @param reading what GET DATA takes (table 2)
 * @param capacity the longest value in bytes, at least what table 7 demands
 */
record Container(Access reading, int capacity) {

    static final int CARD_CAPABILITY = 0x5FC107;
    static final int CARD_HOLDER_UNIQUE_IDENTIFIER = 0x5FC102;
    /** Its own template, without 53 around it; it says what the card is and cannot be written. */
    static final int DISCOVERY = 0x7E;
    /** Its own template, without 53 around it. */
    static final int BIOMETRIC_GROUP = 0x7F61;

    private static final int FIRST_RETIRED = 0x5FC10D;
    private static final int LAST_RETIRED = 0x5FC120;

    private static final int USUAL = 4096;
    private static final int FACIAL_IMAGE = 12_710;
    private static final int IRIS_IMAGES = 7_106;

    /** The container with this tag, the discovery object excepted, which is no store. */
    static Optional<Container> of(int tag) {
        if (tag >= FIRST_RETIRED && tag <= LAST_RETIRED) {
            return Optional.of(new Container(Access.ALWAYS, USUAL)); // retired X.509 certificates 1 to 20
        }
        return Optional.ofNullable(
                switch (tag) {
                    case CARD_CAPABILITY,
                            CARD_HOLDER_UNIQUE_IDENTIFIER,
                            0x5FC105, // X.509 certificates for 9A, 9C, 9D, 9E
                            0x5FC10A,
                            0x5FC10B,
                            0x5FC101,
                            0x5FC106, // security object
                            0x5FC10C, // key history
                            0x5FC122, // secure messaging certificate signer
                            BIOMETRIC_GROUP -> new Container(Access.ALWAYS, USUAL);
                    case 0x5FC103, // fingerprints
                            0x5FC109, // printed information
                            0x5FC123 // pairing code
                    -> new Container(Access.PIN, USUAL);
                    case 0x5FC108 -> new Container(Access.PIN, FACIAL_IMAGE);
                    case 0x5FC121 -> new Container(Access.PIN, IRIS_IMAGES);
                    default -> null;
                });
    }
}
