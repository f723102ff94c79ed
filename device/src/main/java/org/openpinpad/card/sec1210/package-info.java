// SPDX-License-Identifier: Apache-2.0
/** A card slot behind Microchip's SEC1210, which speaks CCID messages over a serial line at the level of TPDUs. */
package org.openpinpad.card.sec1210;
