// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

/** The card applications that the reader knows by name. */
public enum CardApplication {
    /** No SELECT was seen, or of an application that the reader does not know. */
    UNKNOWN,
    OPENPGP,
    PIV,
    /** IDEMIA's identity card: the Estonian one, and others that use the same identifiers. */
    ESTEID,
    /** PKCS#15 (ISO 7816-15), and cards of the European Citizen Card's kind such as IAS-ECC. */
    PKCS15
}
