// SPDX-License-Identifier: Apache-2.0
/**
 * From the PC's PIN structure (CCID 1.1 §6.1.11) to the command with the PIN in it: what may be asked for, where the blocks
 * lie, and the formatter that puts digits there. Pure: digits are read one at a time from whoever holds them, and written to
 * the buffer that is given.
 */
package org.openpinpad.pin.format;
