// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.Arrays;
import java.util.Optional;

/** The three keys of the application (OpenPGP 3.4 §4.4.3) with the tags that belong to each. */
enum KeyRef {
    SIGNATURE(0xB6, 0),
    DECRYPTION(0xB8, 1),
    AUTHENTICATION(0xA4, 2);

    /** Tag of the control reference template that names the key (§4.4.3.12). */
    final int crt;

    private final int index;

    KeyRef(int crt, int index) {
        this.crt = crt;
        this.index = index;
    }

    /** Number in the key information DE. */
    int number() {
        return index + 1;
    }

    /** C1 to C3. */
    int attributesTag() {
        return 0xC1 + index;
    }

    /** C7 to C9. */
    int fingerprintTag() {
        return 0xC7 + index;
    }

    /** CA to CC. */
    int caFingerprintTag() {
        return 0xCA + index;
    }

    /** CE to D0. */
    int dateTag() {
        return 0xCE + index;
    }

    static Optional<KeyRef> ofCrt(int crt) {
        return Arrays.stream(values()).filter(key -> key.crt == crt).findFirst();
    }
}
