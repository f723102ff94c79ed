// SPDX-License-Identifier: Apache-2.0
/**
 * Other people's card programs as the card in the slot, by the TCP protocol of vsmartcard's vpcd: two bytes of length, high
 * byte first, then that many bytes. The reader listens; a program that connects is a card that is put in.
 */
package org.openpinpad.simulator.card.vpcd;
