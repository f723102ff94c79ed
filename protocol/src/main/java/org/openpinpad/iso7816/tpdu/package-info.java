// SPDX-License-Identifier: Apache-2.0
/**
 * The transmission protocols T=0 and T=1 of ISO/IEC 7816-3, the interface device's side, as state machines: no I/O, no
 * threads, no clock.
 */
package org.openpinpad.iso7816.tpdu;
