// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration: the firmware and a PC's program in two processes, joined by USB/IP on the loopback address, and between
 * them a relay that keeps every byte, so that the search for the PIN needs to believe neither.
 */
package org.openpinpad.simulator.demo;
