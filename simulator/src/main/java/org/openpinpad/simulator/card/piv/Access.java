// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

/** What reading a container or using a key takes of the cardholder (SP 800-73-4 part 1 §3.5). */
enum Access {
    ALWAYS,
    /** The PIN since the last reset. */
    PIN,
    /** The PIN directly before each use. */
    PIN_ALWAYS
}
