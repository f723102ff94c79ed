// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** The card applications whose PINs the reader knows by name. */
public enum CardApplication {
    /** No SELECT was seen, or of an application that the reader does not know. */
    UNKNOWN,
    OPENPGP,
    PIV
}
