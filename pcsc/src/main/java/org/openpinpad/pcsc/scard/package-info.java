// SPDX-License-Identifier: Apache-2.0
/**
 * The functions of a PC/SC service (PC/SC part 5, as winscard.h names them) behind one interface, {@link
 * org.openpinpad.pcsc.scard.SCard}; commands and responses go by address and are copied by nobody here.
 *
 * <p>Bound so far: pcsc-lite on 64-bit Linux. Elsewhere {@code SCard.load} says that it cannot. Another system is another
 * implementation of {@code SCard} and of the two memory layouts, for these differ: on Windows (winscard.dll) and macOS (the
 * PCSC framework) a DWORD has 4 bytes, on macOS SCARD_READERSTATE is packed, Windows rounds it and the ATR in it up to 36
 * bytes, and on 32-bit Linux all fields have 4.
 */
package org.openpinpad.pcsc.scard;
