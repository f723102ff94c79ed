// SPDX-License-Identifier: Apache-2.0
/**
 * PIN pads over a PC/SC service (pcscd, macOS, Windows) by means of {@code javax.smartcardio}.
 *
 * <p>Of the JDK's own provider, measured on 17 and 25:
 *
 * <ul>
 *   <li>{@code connect("DIRECT")} leaves the card in a state from which the next {@code connect("*")} fails; so DIRECT is
 *       never used here, and what a reader can do is asked only with a card in it.
 *   <li>After a restart of pcscd every call fails until the Java program is restarted; that is said in words.
 *   <li>After another program's reset the card must be connected again; a control command would still pass and act on
 *       the reset card, so a transaction is begun and the application selected before every PIN entry.
 *   <li>Error codes come only as text; {@link org.openpinpad.host.pcsc.PcscError} reads them.
 * </ul>
 */
package org.openpinpad.host.pcsc;
