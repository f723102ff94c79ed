// SPDX-License-Identifier: Apache-2.0
/** What a card's operating system does for any application on it: commands in and out, PINs, keys, BER-TLV, the state file. */
package org.openpinpad.simulator.card.os;
