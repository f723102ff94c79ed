// SPDX-License-Identifier: Apache-2.0
/** JavaCard applets as cards, in jCardSim, which is not part of the simulator and may be missing. */
package org.openpinpad.simulator.card.javacard;
