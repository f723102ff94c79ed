// SPDX-License-Identifier: Apache-2.0
/**
 * The PC's side of a PIN-pad reader: ask for a PIN to be typed at the reader, and learn how that ended.
 *
 * <pre>{@code
 * try (Reader reader = finder.open(name, WireTrace.NONE)) {
 *     PinResult result = reader.connect().verify(PinProfile.OPENPGP.request(0x81).build());
 *     System.out.println(result.describe());
 * }
 * }</pre>
 *
 * <p>No PIN ever exists on this side, not even for a moment, and nothing here falls back to the PC's keyboard: a reader
 * without a PIN pad refuses. Outcomes are {@link org.openpinpad.host.PinResult}s; what keeps a reader from being used at
 * all is a {@link org.openpinpad.host.ReaderException} with one sentence for its user.
 *
 * <p>Ways to a reader are {@link org.openpinpad.host.ReaderFinder}s: {@code host.pcsc} over a PC/SC service,
 * {@code host.usb} straight over CCID. A reader and its PIN pad belong to one thread; only
 * {@link org.openpinpad.host.Reader#cancel()} may come from another.
 */
package org.openpinpad.host;
