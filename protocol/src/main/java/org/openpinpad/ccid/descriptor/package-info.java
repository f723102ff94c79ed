// SPDX-License-Identifier: Apache-2.0
/** The CCID class descriptor (CCID 1.1 §5.1) and the class-specific control requests (§5.3). */
package org.openpinpad.ccid.descriptor;
