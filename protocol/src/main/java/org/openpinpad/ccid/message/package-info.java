// SPDX-License-Identifier: Apache-2.0
/**
 * The messages of CCID 1.1 §6, both directions, as records that parse and write themselves.
 *
 * <p>All multi-byte fields are little-endian ({@link org.openpinpad.ccid.message.LittleEndian} is the one place that
 * says so). {@code abData} is never copied: a parsed record holds a slice of the buffer that it was parsed from and is
 * valid as long as that buffer's content. No I/O, no threads.
 */
package org.openpinpad.ccid.message;
