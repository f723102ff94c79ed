// SPDX-License-Identifier: Apache-2.0
/**
 * A SEC1210 and the cards at its contacts, as state machines with time as a number, written from ISO/IEC 7816-3, CCID 1.1 and
 * the chip's known behaviour. They share the CCID codec with the driver that they test, and nothing else.
 */
package org.openpinpad.simulator.chip;
