// SPDX-License-Identifier: Apache-2.0
/** Applets for a JavaCard: the JavaCard API and nothing else. */
package org.openpinpad.simulator.applet;
