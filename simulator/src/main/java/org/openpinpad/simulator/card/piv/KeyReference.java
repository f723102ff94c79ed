// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Arrays;
import java.util.Optional;

/** The asymmetric keys (SP 800-73-4 part 1 table 4b) with what their use takes and where their certificates are. */
enum KeyReference {
    PIV_AUTHENTICATION(0x9A, Access.PIN, 0x5FC105),
    DIGITAL_SIGNATURE(0x9C, Access.PIN_ALWAYS, 0x5FC10A),
    KEY_MANAGEMENT(0x9D, Access.PIN, 0x5FC10B),
    CARD_AUTHENTICATION(0x9E, Access.ALWAYS, 0x5FC101);

    /** P2 of GENERAL AUTHENTICATE and GENERATE ASYMMETRIC KEY PAIR. */
    final int reference;

    final Access use;
    /** Tag of the container of its X.509 certificate (part 1 table 3). */
    final int certificateTag;

    KeyReference(int reference, Access use, int certificateTag) {
        this.reference = reference;
        this.use = use;
        this.certificateTag = certificateTag;
    }

    static Optional<KeyReference> of(int reference) {
        return Arrays.stream(values()).filter(key -> key.reference == reference).findFirst();
    }
}
