// SPDX-License-Identifier: Apache-2.0
/** The PIN structures inside PC_to_RDR_Secure (CCID 1.1 §6.1.11, tables 6.1-13 to 6.1-16). No PIN is ever held here. */
package org.openpinpad.ccid.pin;
