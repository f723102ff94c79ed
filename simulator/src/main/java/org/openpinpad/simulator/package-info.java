// SPDX-License-Identifier: Apache-2.0
/** The program that runs the firmware without its hardware: command line, demonstration. Never part of the Pi's package. */
package org.openpinpad.simulator;
