// SPDX-License-Identifier: Apache-2.0
/** ISO/IEC 7816-3 and -4 as far as wires carry them: answer to reset, command and response APDUs. Pure. */
package org.openpinpad.iso7816;
