// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Objects;

/**
 * Which PIN is asked for, and for what. Only enums and a byte: no text of the PC or the card can get in here.
 *
 * @param reference the P2 byte of the command that will carry the PIN (ISO 7816-4, 11.5.1), 0 to 255
 */
public record PinPurpose(PinOperation operation, CardApplication application, int reference) {
    public PinPurpose {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(application, "application");
        Objects.checkIndex(reference, 256);
    }
}
