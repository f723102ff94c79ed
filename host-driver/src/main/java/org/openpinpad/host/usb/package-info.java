// SPDX-License-Identifier: Apache-2.0
/**
 * Readers spoken to straight in CCID 1.1, without a PC/SC service.
 *
 * <p>{@link org.openpinpad.host.usb.CcidPipe} is the port to the USB; {@link org.openpinpad.host.usb.CcidReader} holds the
 * dialogue above it: sequence numbers, time extensions, chaining, abort. Only readers that exchange APDUs are served; one
 * at TPDU level needs pcscd.
 */
package org.openpinpad.host.usb;
