// SPDX-License-Identifier: Apache-2.0
/**
 * The simulated front panel: the device's own frames in a terminal, as lines of text, or as a picture. Output only; the
 * keys go straight from standard input into the locked page of the PIN and never pass through here.
 */
package org.openpinpad.simulator.panel;
